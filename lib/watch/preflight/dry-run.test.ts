import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { mayConnect } from "#lib/core/connection/address-policy.ts";
import type { Connection, Tick } from "#lib/core/connection/connection.ts";
import type { Fault } from "#lib/sim/fault.ts";
import { noPod, podFolder } from "#lib/testing/live/pod.ts";
import { probeOptions, simulated } from "#lib/testing/live/simulated.ts";
import { accessesOf, type OpenCredentials } from "#lib/watch/accesses.ts";
import { followed, openServiceAccount, type ServiceAccount } from "#lib/watch/service-account.ts";
import { dryRun } from "./dry-run.ts";

const { sim } = await simulated();
const [first, second] = sim.endpoints("sim").api;
const HOST = first?.host ?? "";

/** What a person would store for the simulated cluster. */
function connection(): Connection {
  const { api, vip, etcd, stats, slb, vipSlb } = sim.endpoints("sim");
  const place = ({ address }: { readonly address: string }) => ({ machineId: null, address });
  return {
    api: { address: vip, trust: { kind: "ca", caPem: sim.caPem("sim") }, serverName: null },
    masters: api.map(place),
    etcd: { members: etcd.map(place), trust: { kind: "ca", caPem: sim.etcdAccess("sim").caPem } },
    balancers: stats.map(({ host, address }, at) => ({
      machineId: null,
      name: host,
      statsUrl: address,
      slbUrl: slb[at]?.address ?? null,
    })),
    vipSlbUrl: vipSlb,
    pollSeconds: 5,
    isInCluster: false,
    mayUseLoopback: true,
  };
}

function credentials(): OpenCredentials {
  const { certificatePem, keyPem } = sim.etcdAccess("sim");
  return { api: { kind: "token", token: sim.token("sim") }, etcd: { certificatePem, keyPem } };
}

interface Wish {
  readonly connection?: Partial<Connection>;
  readonly api?: Partial<Connection["api"]>;
  readonly credentials?: OpenCredentials;
  readonly connectedAs?: string;
  /** Where the engine runs; without it in no pod. */
  readonly account?: ServiceAccount;
}

async function run(
  wish: Wish = {},
): Promise<{ readonly ticks: readonly Tick[]; readonly told: readonly (readonly Tick[])[] }> {
  const whole = connection();
  const { account = noPod() } = wish;
  const asked = followed({ ...whole, ...wish.connection, api: { ...whole.api, ...wish.api } }, account);
  const told: (readonly Tick[])[] = [];
  const { transport } = probeOptions({ mayConnect: (ip) => mayConnect(ip, { mayUseLoopback: true, onlyWithin: [] }) });
  const ticks = await dryRun({
    connection: asked,
    accesses: accessesOf({ connection: asked }, { ...credentials(), ...wish.credentials }, account),
    pod: account.pod(),
    transport,
    observer: "test",
    connectedAs: async () => (wish.connectedAs === undefined ? null : { slug: "prod", name: wish.connectedAs }),
    say: async (sofar) => void told.push(sofar),
  });
  transport.close();
  return { ticks, told };
}

const saidBy = (ticks: readonly Tick[], step: Tick["step"]) =>
  ticks.filter((one) => one.step === step).map(({ state, code }) => `${state} ${code}`);

afterEach(() => sim.fault("sim", { fault: "recovered" }));

test("a healthy cluster: every step is told as it is walked, each once, and nothing is left running", async () => {
  const { ticks, told } = await run();
  expect(ticks.filter(({ state }) => state !== "ok")).toEqual([]);
  expect([...new Set(ticks.map(({ step }) => step))]).toEqual([
    "resolve",
    "tcp",
    "tls",
    "auth",
    "clock",
    "permission",
    "identity",
    "masters",
    "etcd",
    "balancer",
  ]);
  expect(new Set(ticks.map(({ id }) => id)).size).toBe(ticks.length);
  expect(told.some((sofar) => sofar.at(-1)?.state === "running")).toBe(true);
  expect(told.at(-1)).toEqual(ticks);
});

describe("What is wrong is said with its code and its evidence", () => {
  const certificate = (change: Extract<Fault, { fault: "certificate" }>["change"]) =>
    sim.endpoints("sim").api.map(({ host }): Fault => ({ fault: "certificate", host, change }));

  test.each<[string, Wish, readonly Fault[], Tick["step"], string]>([
    ["a name that is none", { api: { address: "nowhere.invalid:6443" } }, [], "resolve", "failed NET-DNS"],
    [
      "a port on which nobody listens",
      { api: { address: `${first?.address.split(":")[0]}:1` } },
      [],
      "tcp",
      "failed NET-TCP",
    ],
    [
      "a foreign authority",
      { api: { trust: { kind: "ca", caPem: sim.etcdAccess("sim").caPem } } },
      [],
      "tls",
      "failed TLS-CA",
    ],
    ["a name that the certificate lacks", { api: { serverName: "other.example" } }, [], "tls", "failed TLS-SAN"],
    ["an expired certificate", {}, certificate({ kind: "expires", days: -3 }), "tls", "failed TLS-EXPIRED"],
    ["a certificate of tomorrow", {}, certificate({ kind: "not-yet-valid", days: 3 }), "tls", "failed TLS-EARLY"],
    [
      "another certificate than the pinned one",
      { api: { trust: { kind: "pinned", fingerprint: "0".repeat(64) } } },
      [],
      "tls",
      "failed TLS-PIN",
    ],
    ["a server that need prove nothing", { api: { trust: { kind: "none" } } }, [], "tls", "warning TLS-SKIPPED"],
    ["a wrong token", { credentials: { api: { kind: "token", token: "wrong" } } }, [], "auth", "failed AUTH-401"],
    [
      "a token that is over",
      { credentials: { api: { kind: "token", token: jwt(-60) } } },
      [],
      "auth",
      "failed AUTH-EXPIRED",
    ],
    ["no credential", { credentials: { api: null } }, [], "auth", "failed AUTH-NONE"],
    ["a cluster that is connected already", { connectedAs: "prod-bj" }, [], "identity", "warning DUP"],
    ["masters left out", { connection: { masters: [] } }, [], "masters", "skipped MASTERS-FOUND"],
    ["etcd left out", { connection: { etcd: null } }, [], "etcd", "skipped ETCD-NONE"],
    ["no client certificate of etcd", { credentials: { etcd: null } }, [], "etcd", "failed AUTH-CERTIFICATE"],
    ["a dead member", {}, [{ fault: "etcd-member-killed", host: HOST }], "etcd", "failed NET-TCP"],
    [
      "a dead balancer",
      {},
      [{ fault: "balancer-killed", host: sim.layout("sim").balancers[0]?.host ?? "" }],
      "balancer",
      "failed NET-TCP",
    ],
    [
      "a dead API server behind a healthy path",
      {},
      [{ fault: "api-refused", host: HOST }],
      "masters",
      "failed NET-TCP",
    ],
    [
      "an unready API server",
      {},
      [{ fault: "api-unhealthy", host: HOST, check: "etcd" }],
      "masters",
      "warning MASTER-STATUS",
    ],
    [
      "a clock that is off",
      {},
      sim.endpoints("sim").api.map(({ host }): Fault => ({ fault: "clock-skew", host, skewMs: 94_000 })),
      "clock",
      "warning SKEW",
    ],
    [
      "an address that leads to a cloud's secrets",
      { api: { address: "169.254.169.254:80" } },
      [],
      "resolve",
      "failed NET-FORBIDDEN",
    ],
  ])("%s", async (_, wish, faults, step, said) => {
    for (const fault of faults) await sim.fault("sim", fault);
    expect(saidBy((await run(wish)).ticks, step)).toContain(said);
  });
});

describe("From inside the cluster", () => {
  const inside = { connection: { isInCluster: true }, api: { address: "" }, credentials: { api: undefined } };
  const [host = "", port = ""] = sim.endpoints("sim").vip.split(":");
  const accountWith = (token: string) => {
    const pod = podFolder({ token, caPem: sim.caPem("sim") });
    onTestFinished(pod.remove);
    return openServiceAccount({ folder: pod.folder, host, port });
  };

  test("the pod's own account is named first, and opens everything; that its token ends soon is no warning", async () => {
    const { ticks } = await run({ ...inside, account: accountWith(sim.token("sim")) });
    expect(ticks[0]).toMatchObject({ step: "account", state: "ok", values: { address: `${host}:${port}` } });
    expect(ticks.filter(({ state }) => state !== "ok")).toEqual([]);
    expect(ticks.some(({ code }) => code.startsWith("CREDENTIAL-"))).toBe(false);
  });

  test("a token that the cluster does not know is refused as any other", async () => {
    const { ticks } = await run({ ...inside, account: accountWith("stranger") });
    expect(saidBy(ticks, "auth")).toEqual(["failed AUTH-401"]);
  });

  test("an engine in no pod says so, with what is missing, and asks no API server anything", async () => {
    const { ticks } = await run(inside);
    expect(ticks[0]).toMatchObject({
      step: "account",
      state: "failed",
      code: "POD-NONE",
      values: { missing: "token" },
    });
    expect(saidBy(ticks, "tcp")).toEqual([]);
    expect(saidBy(ticks, "masters")).toEqual([]);
    expect(saidBy(ticks, "etcd")).toEqual(["ok ETCD-OK", "ok ETCD-OK", "ok ETCD-OK"]);
  });
});

test("a right that is missing is named with what it costs, and the rest goes on", async () => {
  await sim.fault("sim", { fault: "api-forbids", resource: "nodes" });
  const { ticks } = await run();
  expect(ticks.filter(({ code }) => code === "AUTH-403").map(({ values }) => values)).toEqual([
    { permission: "list nodes", loss: "nodes" },
  ]);
  expect(ticks.find(({ code }) => code === "PERMISSIONS")?.state).toBe("warning");
  expect(saidBy(ticks, "masters")).toEqual(["ok MASTER-OK", "ok MASTER-OK", "ok MASTER-OK"]);
});

test("a dead path is followed by the masters, which tell where it ends; a refused log-in is not", async () => {
  const dead = await run({ api: { address: `${second?.address.split(":")[0]}:1` } });
  expect(saidBy(dead.ticks, "masters")).toEqual(["ok MASTER-OK", "ok MASTER-OK", "ok MASTER-OK"]);
  const refused = await run({ credentials: { api: { kind: "token", token: "wrong" } } });
  expect(saidBy(refused.ticks, "masters")).toEqual([]);
});

test("dead targets cost one timeout in all, not one each", async () => {
  const hung = sim.endpoints("sim").api.map(({ host }): Fault => ({ fault: "etcd-member-hung", host }));
  for (const fault of hung) await sim.fault("sim", fault);
  const startedAt = performance.now();
  const { ticks } = await run();
  expect(saidBy(ticks, "etcd")).toEqual(["failed NET-TIME", "failed NET-TIME", "failed NET-TIME"]);
  expect(performance.now() - startedAt).toBeLessThan(6000);
});

test("no tick repeats a credential", async () => {
  const canary = "canary-3f9a";
  for (const api of [
    { kind: "token", token: canary },
    { kind: "certificate", certificatePem: canary, keyPem: canary },
  ] as const) {
    const { told } = await run({ credentials: { api, statistics: { user: "u", password: canary } } });
    expect(JSON.stringify(told)).not.toContain(canary);
  }
});

/** A service-account token as far as its end goes. */
function jwt(endsInSeconds: number): string {
  const claims = { exp: Math.floor(Date.now() / 1000) + endsInSeconds };
  return `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;
}
