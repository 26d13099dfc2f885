import { beforeEach, describe, expect, it } from "vitest";
import { PERMISSIONS } from "#lib/core/connection/permissions.ts";
import { annotatedRecord } from "#lib/core/kubernetes/lease-record.ts";
import { quantity } from "#lib/core/kubernetes/quantity.ts";
import { NOBODY, reasonOf, seen, simulated } from "#lib/testing/live/simulated.ts";
import { tcpEndpoint } from "#lib/testing/live/tls-endpoint.ts";
import { readChecks } from "./api-health.ts";
import { etcdKindOf } from "./cluster-identity.ts";

const { sim, api, look } = await simulated({ workers: 520 });
const [first, second] = sim.endpoints("sim").api;
if (first === undefined || second === undefined) throw new Error("The simulation has three masters.");
const { vip } = sim.endpoints("sim");

beforeEach(() => sim.fault("sim", { fault: "recovered" }));

describe("A look at the API", () => {
  it("tells each check of a healthy server, its clock and its certificate", async () => {
    const health = seen(await look("api-health", first.address));
    expect(health.status).toBe(200);
    expect(health.checks).toContainEqual({ name: "etcd", isOk: true });
    expect(Math.abs(Date.now() - (health.serverTimeMs ?? 0))).toBeLessThan(2000);
    expect(health.leafFingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it("names the check that fails", async () => {
    await sim.fault("sim", { fault: "api-unhealthy", host: first.host, check: "informer-sync" });
    const health = seen(await look("api-health", first.address));
    expect([health.status, health.checks.filter(({ isOk }) => !isOk)]).toEqual([
      500,
      [{ name: "informer-sync", isOk: false }],
    ]);
  });

  it("sees a clock that is wrong", async () => {
    await sim.fault("sim", { fault: "clock-skew", host: first.host, skewMs: -60_000 });
    const { serverTimeMs } = seen(await look("api-health", first.address));
    expect(Math.round(((serverTimeMs ?? 0) - Date.now()) / 10_000)).toBe(-6);
  });

  it("counts a refused credential as reachable, health unknown", async () => {
    await sim.fault("sim", { fault: "api-status", host: first.host, status: 401 });
    expect(seen(await look("api-health", first.address))).toMatchObject({ status: 401, checks: [] });
  });

  it("reaches another server at each new connection through the VIP", async () => {
    const fingerprints = new Set<string>();
    const addresses = new Set<string>();
    for (let at = 0; at < 3; at += 1) {
      const { address, leafFingerprint } = seen(await look("api-backend", vip, { way: "path" }));
      addresses.add(address);
      fingerprints.add(leafFingerprint);
    }
    expect([addresses.size, fingerprints.size]).toEqual([3, 3]);
  });

  it("keeps one connection for the reads of a single server", async () => {
    const before = seen(await look("api-health", second.address)).latencyMs;
    const reads = await Promise.all(Array.from({ length: 5 }, () => look("api-version", second.address)));
    expect(before).toBeGreaterThan(0);
    expect(reads.map((read) => seen(read).gitVersion)).toEqual(Array.from({ length: 5 }, () => "v1.34.2"));
  });

  it.each([
    ["api-refused", { fault: "api-refused", host: first.host }, "refused"],
    ["api-hung", { fault: "api-hung", host: first.host }, "timeout"],
    ["403", { fault: "api-status", host: first.host, status: 403 }, "forbidden"],
    ["429", { fault: "api-status", host: first.host, status: 429 }, "throttled"],
    ["401", { fault: "api-status", host: first.host, status: 401 }, "unauthorised"],
    ["500", { fault: "api-status", host: first.host, status: 500 }, "server-error"],
    ["no right to list", { fault: "api-forbids", resource: "nodes" }, "forbidden"],
  ] as const)("says why nothing was seen: %s", async (_name, fault, reason) => {
    await sim.fault("sim", fault);
    expect(reasonOf(await look("nodes", first.address, { timeoutMs: 1000 }))).toBe(reason);
  });

  it("sends no credential to a server that it cannot verify", async () => {
    const stranger = { ...api, trust: { kind: "ca" as const, caPem: sim.etcdAccess("sim").caPem } };
    expect(reasonOf(await look("nodes", first.address, { access: stranger }))).toBe("tls-untrusted");
    await sim.fault("sim", { fault: "certificate", host: first.host, change: { kind: "without-names" } });
    expect(reasonOf(await look("nodes", first.address, { access: { ...api } }))).toBe("tls-name");
  });

  it("goes on when an idle connection was closed by the server", async () => {
    expect(seen(await look("api-version", second.address)).gitVersion).toBe("v1.34.2");
    await sim.fault("sim", { fault: "api-refused", host: second.host });
    await sim.fault("sim", { fault: "recovered" });
    expect(seen(await look("api-version", second.address)).gitVersion).toBe("v1.34.2");
  });

  it("trusts a pinned certificate and no other", async () => {
    const { leafFingerprint } = seen(await look("api-health", first.address));
    const pinned = (fingerprint: string) => ({ ...api, trust: { kind: "pinned" as const, fingerprint } });
    expect(seen(await look("api-version", first.address, { access: pinned(leafFingerprint ?? "") })).gitVersion).toBe(
      "v1.34.2",
    );
    expect(reasonOf(await look("api-version", first.address, { access: pinned("00".repeat(32)) }))).toBe(
      "tls-untrusted",
    );
  });
});

describe("A look at the objects", () => {
  it("reads the leases of both elected components and of each API server", async () => {
    const { leases } = seen(await look("leases", first.address));
    const scheduler = leases.find(({ name }) => name === "kube-scheduler");
    expect(scheduler).toMatchObject({ lock: "lease", durationSeconds: 15, transitions: 1 });
    expect(scheduler?.holder).toMatch(/^sim-master-1_[0-9a-f-]{36}$/);
    expect(leases.filter(({ hostname }) => hostname !== null)).toHaveLength(3);
  });

  it("reads every page of nodes and node leases", async () => {
    const { nodes } = seen(await look("nodes", first.address));
    expect(nodes).toHaveLength(523);
    expect(nodes[0]).toMatchObject({ roles: ["control-plane"], cpuMillis: 8000, memoryMiB: 15_885, zone: "zone-1" });
    expect(seen(await look("node-leases", first.address)).leases).toHaveLength(523);
  });

  it("reads static pods, endpoints, identity and authorities", async () => {
    await sim.fault("sim", { fault: "etcd-member-killed", host: first.host });
    const { pods } = seen(await look("static-pods", second.address));
    const etcd = pods.find(({ name }) => name === `etcd-${first.host}`);
    expect([pods.length, etcd?.isReady, etcd?.waitingReason]).toEqual([12, false, "CrashLoopBackOff"]);
    expect(seen(await look("api-endpoints", first.address)).addresses).toHaveLength(3);
    expect(seen(await look("cluster-identity", first.address)).etcdKind).toBe("stacked");
    const { certificates } = seen(await look("config-map-cas", first.address));
    expect(certificates.map(({ subject, isCa }) => [subject, isCa])).toEqual([
      ["CN=kubernetes", true],
      ["CN=front-proxy-ca", true],
    ]);
  });

  it("shows what is granted, and that nothing beyond the need is", async () => {
    const { permissions } = seen(await look("access", first.address));
    const granted = permissions.filter(({ isAllowed }) => isAllowed).map(({ id }) => id);
    expect(granted).toEqual(PERMISSIONS.filter(({ need }) => need === "needed").map(({ id }) => id));
    await sim.fault("sim", { fault: "api-forbids", resource: "nodes" });
    const less = seen(await look("access", first.address)).permissions;
    expect(less.find(({ id }) => id === "list nodes")?.isAllowed).toBe(false);
  });

  it("gives nothing to a caller without a credential", async () => {
    expect(reasonOf(await look("leases", first.address, { access: NOBODY }))).toBe("forbidden");
    const locked = { ...api, credential: { kind: "locked" as const } };
    expect(reasonOf(await look("leases", first.address, { access: locked }))).toBe("credential-locked");
  });
});

describe("A cluster before 1.20", () => {
  const leader = (holderIdentity: string) => ({
    metadata: {
      name: "kube-scheduler",
      annotations: { "control-plane.alpha.kubernetes.io/leader": JSON.stringify({ holderIdentity }) },
    },
  });
  const paths: Readonly<Record<string, object>> = {
    "/api/v1/namespaces/kube-system/endpoints/kube-scheduler": leader("m1_x"),
    "/api/v1/namespaces/kube-system/endpoints/kube-controller-manager": { metadata: { name: "x" } },
    "/api/v1/namespaces/kube-system/configmaps/kube-controller-manager": leader("m2_y"),
  };
  const old = (isEmpty: boolean) =>
    tcpEndpoint((socket) =>
      socket.on("data", (bytes) => {
        const object = isEmpty ? undefined : paths[bytes.toString().split(" ")[1] ?? ""];
        const body = JSON.stringify(object ?? {});
        const status = object === undefined ? "404 Not Found" : "200 OK";
        const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
        socket.write(head + body);
      }),
    );

  it("has its locks in Endpoints and ConfigMaps", async () => {
    const { leases } = seen(await look("leases", `http://${await old(false)}`));
    expect(leases.map(({ holder, lock }) => [holder, lock])).toEqual([
      ["m1_x", "endpoints"],
      ["m2_y", "config-map"],
    ]);
  });

  it("without any lock is no cluster without a leader: nothing was seen", async () => {
    expect(reasonOf(await look("leases", `http://${await old(true)}`))).toBe("not-found");
  });
});

describe("The texts of older and other clusters", () => {
  it("hold the lock of a component in an annotation before 1.20", () => {
    const leader =
      '{"holderIdentity":"m1_x","leaseDurationSeconds":15,"acquireTime":"2020-01-01T00:00:00Z","renewTime":"2020-01-01T00:00:10Z","leaderTransitions":7}';
    const metadata = { name: "kube-scheduler", annotations: { "control-plane.alpha.kubernetes.io/leader": leader } };
    expect(annotatedRecord({ metadata }, "endpoints")).toMatchObject({
      holder: "m1_x",
      transitions: 7,
      renewTimeMs: Date.UTC(2020, 0, 1, 0, 0, 10),
      lock: "endpoints",
    });
    expect(annotatedRecord({ metadata: { name: "x", annotations: {} } }, "endpoints")).toBeNull();
  });

  it("are read leniently, line by line", () => {
    const text =
      "[+]ping ok\n[-]etcd failed: reason withheld\n[+]poststarthook/rbac/bootstrap-roles ok\nodd\nreadyz check failed\n";
    expect(readChecks(text).map(({ name, isOk }) => `${name} ${isOk}`)).toEqual([
      "ping true",
      "etcd false",
      "poststarthook/rbac/bootstrap-roles true",
    ]);
    expect(readChecks("ok")).toEqual([]);
  });

  it.each([
    ["etcd:\n  local:\n    dataDir: /x\n", "stacked"],
    ["etcd:\n  external:\n    endpoints: [https://10.0.0.1:2379]\n", "external"],
    ["kind: ClusterConfiguration\n", null],
    [": : :", null],
    ["a: &a [x]\nb: *a\n", null],
  ])("say where etcd lives: %j", (text, kind) => {
    expect(etcdKindOf(text)).toBe(kind);
  });

  it.each([
    ["8", 8],
    ["7910m", 7.91],
    ["32784260Ki", 32_784_260 * 1024],
    ["1.5Gi", 1.5 * 2 ** 30],
    ["eight", null],
    ["8 CPU", null],
  ])("write quantities such as %s", (text, value) => {
    expect(quantity(text)).toBe(value);
  });
});
