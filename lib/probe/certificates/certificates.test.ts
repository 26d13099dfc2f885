import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createSecureContext, type TlsOptions } from "node:tls";
import { afterAll, describe, expect, it } from "vitest";
import { report } from "#e2e/robust/figure.ts";
import type { CertificateChain } from "#lib/core/live/observation.ts";
import type { Access } from "#lib/probe/access.ts";
import { probes } from "#lib/probe/index.ts";
import { type CertificateSpec, certify, keyPem, newKey, pemOf } from "#lib/sim/certificates/certificate.ts";
import { createAuthority, issue, yearlong } from "#lib/sim/certificates/pki.ts";
import { longChain } from "#lib/sim/certificates/server-identities.ts";
import { NOBODY, probeOptions, reasonOf, seen, targetAt } from "#lib/testing/live/simulated.ts";
import { tlsEndpoint } from "#lib/testing/live/tls-endpoint.ts";
import { tokenEndMs } from "./own-credential.ts";

const NOW_MS = Math.floor(Date.now() / 1000) * 1000;
const DAY_MS = 86_400_000;
const authority = createAuthority("kubernetes", NOW_MS);
const stranger = createAuthority("kubernetes", NOW_MS);
const access: Access = { ...NOBODY, trust: { kind: "ca", caPem: authority.pem } };
const options = probeOptions();
const NAMES = ["kubernetes", "kubernetes.default.svc", "127.0.0.1", "10.0.0.100"];
const usual = yearlong("kube-apiserver", NAMES, NOW_MS);

afterAll(() => options.transport.close());

async function chainAt(address: string, change: Partial<Access> = {}): Promise<CertificateChain> {
  return seen(await probes.certificate(targetAt(address), { ...access, ...change }, options));
}

const DATES: readonly (readonly [name: string, spec: Partial<CertificateSpec>])[] = [
  ["valid", {}],
  ["expired", { notBeforeMs: NOW_MS - 365 * DAY_MS, notAfterMs: NOW_MS - 1000 }],
  ["about to expire", { notAfterMs: NOW_MS + 61_000 }],
  ["not yet valid", { notBeforeMs: NOW_MS + DAY_MS }],
  ["until 9999", { notAfterMs: Date.UTC(9999, 11, 31, 23, 59, 59) }],
  ["until 2126, as kubeasz makes them", { notAfterMs: Date.UTC(2126, 1, 28, 3, 4, 5) }],
];

describe.each(["TLSv1.2", "TLSv1.3"] as const)("A certificate read over %s", (version) => {
  describe.each([
    ["and none asked of us", false],
    ["and one demanded of us", true],
  ])("%s", (_title, isDemanded) => {
    it.each(DATES)("ends to the second as it says: %s", async (_name, change) => {
      const spec = { ...usual, ...change };
      const chain = await chainAt(await tlsEndpoint(issue(authority, spec), { version, isDemanded }));
      expect([chain.chain[0]?.notBeforeMs, chain.chain[0]?.notAfterMs]).toEqual([
        Math.floor(spec.notBeforeMs / 1000) * 1000,
        spec.notAfterMs,
      ]);
      expect(chain).toMatchObject({ trustProblem: null, nameProblem: null, isConnectionRefusedAfter: isDemanded });
    });

    it("keeps trust and name apart from the dates", async () => {
      const expired = { notBeforeMs: NOW_MS - 2 * DAY_MS, notAfterMs: NOW_MS - DAY_MS };
      const identity = issue(stranger, { ...usual, ...expired, sans: ["elsewhere.example", "10.9.9.9"] });
      const chain = await chainAt(await tlsEndpoint(identity, { version, isDemanded }));
      expect(chain.trustProblem).not.toBeNull();
      expect(chain.nameProblem).toBe("elsewhere.example, 10.9.9.9");
      expect(chain.chain[0]?.notAfterMs).toBe(NOW_MS - DAY_MS);
    });

    it("says which names it is for where the VIP is missing", async () => {
      const identity = issue(authority, { ...usual, sans: ["kubernetes", "10.0.0.11"] });
      const chain = await chainAt(await tlsEndpoint(identity, { version, isDemanded }), { serverName: "10.0.0.100" });
      expect(chain.nameProblem).toBe("kubernetes, 10.0.0.11");
      expect(chain.chain[0]?.sans).toEqual(["kubernetes", "10.0.0.11"]);
    });

    it("comes with all 50 certificates of a long chain", async () => {
      const chain = await chainAt(await tlsEndpoint(longChain(authority, usual, 50), { version, isDemanded }));
      expect(chain.chain.filter(({ subject }) => subject !== "CN=kubernetes")).toHaveLength(50);
      expect(chain.trustProblem).toBeNull();
    });
  });
});

describe("A certificate", () => {
  it("is chosen by name where a server holds several, as the API server does for its loopback client", async () => {
    const loopback = issue(createAuthority("apiserver-loopback-client-ca@1", NOW_MS), {
      ...usual,
      subject: "apiserver-loopback-client@1790000000",
      sans: ["apiserver-loopback-client"],
    });
    const loopbackContext = createSecureContext({ cert: loopback.certificatePem, key: loopback.keyPem });
    const extra: TlsOptions = {
      SNICallback: (name, done) => done(null, name === "apiserver-loopback-client" ? loopbackContext : undefined),
    };
    const address = await tlsEndpoint(issue(authority, usual), { extra });
    const seenLoopback = seen(await probes["loopback-certificate"](targetAt(address), access, options));
    expect(seenLoopback.chain[0]?.subject).toBe("CN=apiserver-loopback-client@1790000000");
    expect((await chainAt(address)).chain[0]?.subject).toBe("CN=kube-apiserver");
    const plain = await tlsEndpoint(issue(authority, usual));
    expect(reasonOf(await probes["loopback-certificate"](targetAt(plain), access, options))).toBe("not-found");
  });

  it("is not asked for twice over one connection: each look makes its own", async () => {
    const address = await tlsEndpoint(issue(authority, usual));
    const [one, two] = [await chainAt(address), await chainAt(address)];
    expect(one.chain[0]?.fingerprint).toBe(two.chain[0]?.fingerprint);
  });
});

describe("A malformed certificate (R9)", () => {
  const RTL = "\u202egro.elpmaxe";
  const rsa512 = generateKeyPairSync("rsa", { modulusLength: 512 }).privateKey;
  const ed25519 = generateKeyPairSync("ed25519").privateKey;
  const cases: readonly (readonly [name: string, spec: Partial<CertificateSpec>, key: KeyObject])[] = [
    ["without any name", { sans: null }, newKey()],
    ["with a negative serial", { serial: -5n }, newKey()],
    ["with an RSA key of 512 bits", {}, rsa512],
    ["with an Ed25519 key", {}, ed25519],
    ["with a NUL in its name", { subject: "kube\u0000.evil.example", sans: ["a\u0000b.example"] }, newKey()],
    ["that turns the direction of text", { subject: RTL, sans: [RTL] }, newKey()],
    ["that writes 2050 in the short form", { notAfterMs: Date.UTC(2049, 11, 31), timeForm: "utc" }, newKey()],
    ["that writes every year in the long form", { timeForm: "generalized" }, newKey()],
  ];

  const verdicts: string[] = [];
  afterAll(() => {
    const exact = verdicts.filter((verdict) => verdict === "exact").length;
    report({
      id: "R9",
      what: `of ${cases.length} malformed certificates, right to the second or unreadable`,
      value: `${exact} and ${verdicts.length - exact}`,
      limit: `${cases.length} in all`,
    });
  });

  it.each(cases)(
    "%s is read to the second or called unreadable, and shows nothing unprintable",
    async (_name, change, key) => {
      const spec = { ...usual, ...change };
      const identity = { certificatePem: pemOf(certify(spec, key, authority)), keyPem: keyPem(key) };
      const address = await tlsEndpoint(identity, { extra: { ciphers: "DEFAULT@SECLEVEL=0" } });
      const { result } = await probes.certificate(targetAt(address), access, options);
      if (result.kind === "missed") {
        expect(["bad-answer", "tls-protocol"]).toContain(result.reason);
        verdicts.push("unreadable");
        return;
      }
      expect(result.value.chain[0]?.notAfterMs).toBe(Math.floor(spec.notAfterMs / 1000) * 1000);
      const { chain, nameProblem } = result.value;
      const texts = [...chain.flatMap(({ subject, issuer, sans }) => [subject, issuer, ...sans]), nameProblem ?? ""];
      for (const text of texts) expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      verdicts.push("exact");
    },
  );

  it("whose time is outside its form is unreadable or right, never guessed", async () => {
    // 2060 in two digits reads as 1960 (RFC 5280: 50 to 99 are the last century).
    const identity = issue(authority, { ...usual, notAfterMs: Date.UTC(2060, 0, 1), timeForm: "utc" });
    const chain = await chainAt(await tlsEndpoint(identity));
    expect(new Date(chain.chain[0]?.notAfterMs ?? 0).getUTCFullYear()).toBe(1960);
  });
});

describe("The watcher's own credential", () => {
  const look = (credential: Access["credential"]) =>
    probes["own-credential"](targetAt("x:1"), { ...access, credential }, options);
  const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.sig`;

  it("ends when its certificate or its token ends", async () => {
    const identity = issue(authority, { ...usual, notAfterMs: NOW_MS + DAY_MS });
    expect(seen(await look({ kind: "certificate", ...identity }))).toEqual({
      notAfterMs: NOW_MS + DAY_MS,
      form: "certificate",
    });
    expect(seen(await look({ kind: "token", token: jwt({ exp: 2_000_000_000 }) })).notAfterMs).toBe(2e12);
    expect(seen(await look({ kind: "password", user: "a", password: "b" })).notAfterMs).toBeNull();
    expect(reasonOf(await look({ kind: "locked" }))).toBe("credential-locked");
    expect(reasonOf(await look({ kind: "none" }))).toBe("not-configured");
  });

  it.each(["", "opaque", "a.b.c", "e30..", jwt({ exp: "soon" })])("may be a token that says nothing: %j", (token) => {
    expect(tokenEndMs(token)).toBeNull();
  });
});
