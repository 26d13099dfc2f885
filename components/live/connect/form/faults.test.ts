import { describe, expect, test } from "vitest";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { type ConnectDraft, openDraft, plainFingerprint, readingOf, sendable } from "./draft.ts";
import { faultsOf } from "./faults.ts";

const plan = blankPlan("Test");
const PEM = (label: string) => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----`;
const draft = (part: Partial<ConnectDraft>): ConnectDraft => ({ ...openDraft(plan, null), ...part });
const KUBECONFIG = `clusters: [{ name: c, cluster: { server: "https://10.0.0.10:6443" } }]
users: [{ name: u, user: { token: abc } }]
contexts: [{ name: x, context: { cluster: c, user: u } }]`;

describe("A form that holds", () => {
  test.each<[string, Partial<ConnectDraft>]>([
    ["has nothing in it yet", {}],
    [
      "has addresses with and without port, names, IPv6",
      { masters: "10.0.0.11\n10.0.0.12:6443\nm3 master3.example\nfd00::1\n[fd00::2]:6443\n\n" },
    ],
    [
      "has pages with a name, alone, and two of one host",
      { balancers: "slb1 http://10.0.0.8:9000/stats\nhttp://10.0.0.9/s http://10.0.0.9/slb" },
    ],
    ["pins what openssl prints", { trustWish: "pinned", trustPin: `SHA256 Fingerprint=${"AB:".repeat(31)}AB` }],
    [
      "gives etcd authority, certificate and key",
      {
        etcd: "10.0.0.11",
        etcdCa: PEM("CERTIFICATE"),
        etcdCertificate: PEM("CERTIFICATE"),
        etcdKey: PEM("EC PRIVATE KEY"),
      },
    ],
    ["names etcd members whose certificate is still to come", { etcd: "10.0.0.11" }],
  ])("%s", (_, part) => expect(faultsOf(draft(part), null)).toEqual({}));
});

describe("A fault is found with its line, before anything is sent", () => {
  test.each<[string, Partial<ConnectDraft>, object]>([
    [
      "a URL among addresses",
      { masters: "10.0.0.11\nhttps://10.0.0.12:6443" },
      { masters: { code: "address", line: 2 } },
    ],
    ["a port beyond all ports", { masters: "10.0.0.11:99999" }, { masters: { code: "address", line: 1 } }],
    ["an address that is none", { etcd: "10.0.0.300" }, { etcd: { code: "address", line: 1 } }],
    ["a password inside an address", { masters: "u:p@10.0.0.1" }, { masters: { code: "address" } }],
    ["a page without http", { balancers: "slb1 10.0.0.8:9000/stats" }, { balancers: { code: "page", line: 1 } }],
    ["a page with a password in it", { balancers: "http://u:p@10.0.0.8/stats" }, { balancers: { code: "page" } }],
    ["another protocol", { vipSlbUrl: "file:///etc/passwd" }, { vipSlbUrl: { code: "url" } }],
    ["an interval too short", { pollSeconds: "1" }, { pollSeconds: { code: "seconds" } }],
    ["an interval that is no number", { pollSeconds: "soon" }, { pollSeconds: { code: "seconds" } }],
    ["a key without its certificate", { etcdKey: PEM("PRIVATE KEY") }, { etcdCertificate: { code: "certificate" } }],
    ["a certificate without its key", { etcdCertificate: PEM("CERTIFICATE") }, { etcdKey: { code: "key" } }],
    [
      "etcd without its authority",
      { etcd: "10.0.0.11", etcdCertificate: PEM("CERTIFICATE"), etcdKey: PEM("PRIVATE KEY") },
      { etcdCa: { code: "authority" } },
    ],
    ["a fingerprint cut short", { trustWish: "pinned", trustPin: "ab:cd" }, { trustPin: { code: "fingerprint" } }],
    ["an authority that is no PEM", { trustWish: "ca", trustCa: "abc" }, { trustCa: { code: "certificate" } }],
  ])("%s", (_, part, faults) => expect(faultsOf(draft(part), null)).toMatchObject(faults));
});

test("how the server is judged may be said where the file says nothing", () => {
  const bare = draft({ kubeconfig: KUBECONFIG });
  expect(readingOf(bare)).toMatchObject({ ok: false, problem: { code: "KC-CA" } });
  const pinned = draft({ kubeconfig: KUBECONFIG, trustWish: "pinned", trustPin: "0".repeat(64) });
  const reading = readingOf(pinned);
  expect(sendable(pinned, { plan, stored: null, isInside: false, reading })).toMatchObject({
    connection: { api: { address: "10.0.0.10:6443", trust: { kind: "pinned", fingerprint: "0".repeat(64) } } },
    credentials: { api: { kind: "token", token: "abc" } },
  });
});

test("a fingerprint is the same with colons, capitals and what openssl writes before it", () => {
  expect(plainFingerprint("sha256 Fingerprint=AB:0F ")).toBe("ab0f");
});

describe("From inside the cluster", () => {
  const frame = { plan, stored: null, isInside: true, reading: null };
  test("nothing need be given: the pod knows the rest, and a stored credential goes", () => {
    expect(sendable(draft({}), frame)).toMatchObject({
      connection: { isInCluster: true, api: { address: "", trust: { kind: "ca", caPem: "" } } },
      credentials: { api: null },
    });
  });

  test("an address that is given gets its port, and one that is none is a fault", () => {
    expect(sendable(draft({ address: "10.0.0.10" }), frame)?.connection.api.address).toBe("10.0.0.10:6443");
    expect(faultsOf(draft({ address: "http://x" }), null)).toMatchObject({ address: { code: "address", line: 1 } });
  });

  test("a kubeconfig left in the other form is not sent along", () => {
    const half = draft({ kubeconfig: KUBECONFIG });
    expect(sendable(half, { ...frame, reading: readingOf(half) })).toMatchObject({ credentials: { api: null } });
  });
});
