import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { advance, judgeDates, openLive } from "#lib/core/live/advance.ts";
import type { LiveState } from "#lib/core/live/live-state.ts";
import { allOf } from "#lib/core/live/shelves.ts";
import type { Fact } from "#lib/core/live/state.ts";
import { DEFAULT_THRESHOLDS } from "#lib/core/live/thresholds.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import type { Access } from "#lib/probe/access.ts";
import { probes } from "#lib/probe/index.ts";
import { type CertificateSpec, certify, keyPem, newKey, pemOf } from "#lib/sim/certificates/certificate.ts";
import { createAuthority, type Identity, issue, yearlong } from "#lib/sim/certificates/pki.ts";
import { longChain } from "#lib/sim/certificates/server-identities.ts";
import { NOBODY, probeOptions, targetAt } from "#lib/testing/live/simulated.ts";
import { tlsEndpoint } from "#lib/testing/live/tls-endpoint.ts";

const NOW_MS = Math.floor(Date.now() / 1000) * 1000;
const DAY_MS = 86_400_000;
const VIP = "10.0.0.100";
const authority = createAuthority("kubernetes", NOW_MS);
const stranger = createAuthority("kubernetes", NOW_MS);
const access: Access = { ...NOBODY, trust: { kind: "ca", caPem: authority.pem } };
const options = probeOptions();
const NAMES = ["kubernetes", "kubernetes.default.svc", "127.0.0.1", VIP];
const usual = yearlong("kube-apiserver", NAMES, NOW_MS);
const year9999 = Date.UTC(9999, 11, 31, 23, 59, 59);
const plan: Plan = {
  ...blankPlan("judged"),
  endpoints: [{ id: "main", audience: "nodes", vips: [VIP], port: 6443, lb: { kind: "none" } }],
};

afterAll(() => options.transport.close());

/** What looks at an endpoint come to, the second of which confirms the first, at a moment that is given. */
async function factsAt(address: string, nowMs = NOW_MS): Promise<readonly Fact[]> {
  const target = { plan, pollSeconds: 5, observer: "o", masters: [], hasEtcdAccess: false, hasBalancerAccess: false };
  const clocks = { wallMs: nowMs, monotonicMs: 0 };
  let state: LiveState = openLive({ ...target, thresholds: DEFAULT_THRESHOLDS }, clocks);
  for (const monotonicMs of [1, 2]) {
    const seen = await probes.certificate(targetAt(address), access, options);
    state = advance(state, { ...seen, atMs: nowMs, monotonicMs }).state;
  }
  state = judgeDates(state, clocks).state;
  return allOf(state.settled).map(({ fact }) => fact);
}

const factOf = (facts: readonly Fact[], end: "" | "/trust" | "/names") =>
  facts.find(({ subject }) => subject.endsWith(`/apiserver${end}`));

interface Case {
  readonly name: string;
  readonly spec: Partial<CertificateSpec>;
  readonly state: string;
  readonly reason: string;
}
const CASES: readonly Case[] = [
  { name: "valid", spec: {}, state: "ok", reason: "valid" },
  { name: "ended a second ago", spec: { notAfterMs: NOW_MS - 1000 }, state: "critical", reason: "expired" },
  { name: "ends this very second", spec: { notAfterMs: NOW_MS }, state: "critical", reason: "expired" },
  { name: "ends in a second", spec: { notAfterMs: NOW_MS + 1000 }, state: "critical", reason: "expires-soon" },
  { name: "ends in seven days", spec: { notAfterMs: NOW_MS + 7 * DAY_MS }, state: "warning", reason: "expires-soon" },
  {
    name: "ends a second sooner",
    spec: { notAfterMs: NOW_MS + 7 * DAY_MS - 1000 },
    state: "critical",
    reason: "expires-soon",
  },
  { name: "ends in thirty days", spec: { notAfterMs: NOW_MS + 30 * DAY_MS }, state: "ok", reason: "valid" },
  { name: "begins in a second", spec: { notBeforeMs: NOW_MS + 1000 }, state: "critical", reason: "not-yet-valid" },
  { name: "began this very second", spec: { notBeforeMs: NOW_MS }, state: "ok", reason: "valid" },
  { name: "lasts until 9999", spec: { notAfterMs: year9999 }, state: "ok", reason: "valid" },
];

const SERVERS = [
  { version: "TLSv1.2", isDemanded: false },
  { version: "TLSv1.2", isDemanded: true },
  { version: "TLSv1.3", isDemanded: false },
  { version: "TLSv1.3", isDemanded: true },
] as const;

describe.each(SERVERS)("Over $version, a client certificate demanded: $isDemanded", (server) => {
  const at = async (identity: Identity): Promise<readonly Fact[]> => factsAt(await tlsEndpoint(identity, server));

  it.each(CASES)("a certificate that $name is judged to the second, and nothing else is wrong with it", async (one) => {
    const spec = { ...usual, ...one.spec };
    const facts = await at(issue(authority, spec));
    expect(factOf(facts, "")).toMatchObject({
      state: one.state,
      reason: one.reason,
      values: { notBeforeMs: spec.notBeforeMs, notAfterMs: spec.notAfterMs, trustProblem: null, nameProblem: null },
    });
    expect([factOf(facts, "/trust"), factOf(facts, "/names")]).toEqual([undefined, undefined]);
  });

  it("dates, trust and names are three facts, and one says nothing of the other", async () => {
    const wrong = { notAfterMs: NOW_MS - 1000, sans: ["kubernetes", "10.0.0.11"] };
    const facts = await at(issue(stranger, { ...usual, ...wrong }));
    expect(factOf(facts, "")).toMatchObject({ state: "critical", reason: "expired" });
    expect(factOf(facts, "/trust")).toMatchObject({ state: "warning", reason: "untrusted" });
    expect(factOf(facts, "/names")).toMatchObject({
      state: "critical",
      reason: "names-missing",
      values: { missing: [VIP], sans: ["kubernetes", "10.0.0.11"] },
    });
  });

  it("the last of 50 certificates is trusted as the first is", async () => {
    const facts = await at(longChain(authority, usual, 50));
    expect(factOf(facts, "")).toMatchObject({ state: "ok", values: { trustProblem: null } });
    expect(factOf(facts, "/trust")).toBeUndefined();
  });

  it("a VIP that the certificate does not know is critical by itself", async () => {
    const facts = await at(issue(authority, { ...usual, sans: NAMES.filter((name) => name !== VIP) }));
    expect(factOf(facts, "")).toMatchObject({ state: "ok" });
    expect(factOf(facts, "/trust")).toBeUndefined();
    expect(factOf(facts, "/names")).toMatchObject({ state: "critical", values: { missing: [VIP] } });
  });
});

describe("A malformed certificate (R9) becomes a fact that is right to the second, or unknown:", () => {
  const RTL = "\u202egro.elpmaxe";
  const rsa512 = generateKeyPairSync("rsa", { modulusLength: 512 }).privateKey;
  const ed25519 = generateKeyPairSync("ed25519").privateKey;
  const end2049 = Date.UTC(2049, 11, 31, 23, 59, 59);
  const cases: readonly (readonly [name: string, spec: Partial<CertificateSpec>, key: KeyObject])[] = [
    ["no name", { sans: null }, newKey()],
    ["the end of 2049 in two digits", { notAfterMs: end2049, timeForm: "utc" }, newKey()],
    ["2050 in four digits", { notAfterMs: end2049 + 1000 }, newKey()],
    ["2026 in four digits", { timeForm: "generalized" }, newKey()],
    ["the year 9999", { notAfterMs: year9999 }, newKey()],
    ["a negative serial", { serial: -5n }, newKey()],
    ["RSA of 512 bits", {}, rsa512],
    ["Ed25519", {}, ed25519],
    ["NUL in its names", { subject: "kube\u0000.evil.example", sans: ["a\u0000b.example", ...NAMES] }, newKey()],
    ["text that turns around", { subject: RTL, sans: [RTL, ...NAMES] }, newKey()],
    ["markup in its names", { subject: "<img src=x onerror=alert(1)>", sans: ["<script>", ...NAMES] }, newKey()],
  ];

  it.each(cases)("%s", async (_name, change, key) => {
    const spec = { ...usual, ...change };
    const identity = { certificatePem: pemOf(certify(spec, key, authority)), keyPem: keyPem(key) };
    const address = await tlsEndpoint(identity, { extra: { ciphers: "DEFAULT@SECLEVEL=0" } });
    const facts = await factsAt(address);
    const dates = factOf(facts, "");
    if (dates?.state === "unknown") expect(["bad-answer", "tls-protocol"]).toContain(dates.reason);
    else
      expect(dates).toMatchObject({ state: "ok", values: { notAfterMs: Math.floor(spec.notAfterMs / 1000) * 1000 } });
    // Nothing that hides, ends or turns a line reaches a screen; markup is text there, as everything is.
    const texts = facts.flatMap(({ values }) => Object.values(values).flat());
    for (const text of texts) expect(String(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
