import { X509Certificate } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { probes } from "#lib/probe/index.ts";
import { NOBODY, probeOptions, reasonOf, seen, targetAt } from "#lib/testing/live/simulated.ts";
import { testNetwork } from "#lib/testing/live/test-network.ts";
import { type Sim, type SimOptions, startSim } from "./sim.ts";

const network = testNetwork();

async function start(clusters: SimOptions["clusters"]) {
  const sim: Sim = await startSim({ clusters, network });
  const options = probeOptions();
  onTestFinished(async () => {
    options.transport.close();
    await sim.stop();
  });
  const api = (name: string) => ({
    trust: { kind: "ca" as const, caPem: sim.caPem(name) },
    credential: { kind: "token" as const, token: sim.token(name) },
    serverName: null,
  });
  return { sim, options, api };
}

describe("A simulated cluster", () => {
  it("is reached with the kubeconfig that it gives out, and with no other's", async () => {
    const { sim, options, api } = await start([{ name: "one" }, { name: "two", masters: 1, balancers: 0 }]);
    const Kubeconfig = z.object({
      clusters: z.array(z.object({ cluster: z.object({ server: z.string() }) })),
      users: z.array(z.object({ user: z.record(z.string(), z.string()) })),
    });
    const { clusters, users } = Kubeconfig.parse(parse(sim.kubeconfig("one", "certificate")));
    const base64 = (text = "") => Buffer.from(text, "base64").toString();
    const certificatePem = base64(users[0]?.user["client-certificate-data"]);
    expect(new X509Certificate(certificatePem).subject).toContain("system:masters");
    const credential = {
      kind: "certificate" as const,
      certificatePem,
      keyPem: base64(users[0]?.user["client-key-data"]),
    };
    const admin = { ...api("one"), credential };
    const target = targetAt(clusters[0]?.cluster.server ?? "");
    expect(seen(await probes.nodes(target, admin, options)).nodes).toHaveLength(6);
    const foreign = { ...api("two"), trust: api("one").trust };
    expect(reasonOf(await probes.nodes(target, foreign, options))).toBe("unauthorised");
    expect(seen(await probes["api-health"](targetAt(sim.endpoints("two").vip), api("two"), options)).status).toBe(200);
  });

  it("lives through its story by itself", async () => {
    const { sim, options, api } = await start([
      { name: "one", story: [{ atMs: 50, fault: "api-refused", host: "one-master-1" }] },
    ]);
    const target = targetAt(sim.endpoints("one").api[0]?.address ?? "");
    await expect.poll(async () => reasonOf(await probes["api-version"](target, api("one"), options))).toBe("refused");
    const { addresses } = seen(
      await probes["api-endpoints"](targetAt(sim.endpoints("one").api[1]?.address ?? ""), api("one"), options),
    );
    expect(addresses).toHaveLength(2);
    const stats = targetAt(sim.endpoints("one").stats[0]?.address ?? "");
    const { rows } = seen(await probes["haproxy-stats"](stats, { ...NOBODY }, options));
    expect(rows.map(({ status }) => status)).toEqual(["DOWN", "UP", "UP"]);
  });

  it("stops renewing a lease, releases it, or hands it over with one more transition", async () => {
    const { sim, options, api } = await start([{ name: "one" }]);
    const target = targetAt(sim.endpoints("one").vip);
    const lease = async () => {
      const { leases } = seen(await probes.leases(target, api("one"), options));
      return leases.find(({ name }) => name === "kube-scheduler");
    };
    const before = await lease();
    await sim.fault("one", { fault: "lease-stops", component: "kube-scheduler" });
    const stopped = await lease();
    expect([stopped?.holder, (stopped?.renewTimeMs ?? 0) <= Date.now()]).toEqual([before?.holder, true]);
    await sim.fault("one", { fault: "lease-released", component: "kube-scheduler" });
    expect(await lease()).toMatchObject({ holder: "", durationSeconds: 1 });
  });

  it("shows a moved VIP, two holders, and none", async () => {
    const { sim, options } = await start([{ name: "one" }]);
    const { slb, vipSlb } = sim.endpoints("one");
    const holders = async () => {
      const seenSlbs = await Promise.all(
        slb.map(({ address }) => probes.slb(targetAt(address), { ...NOBODY }, options)),
      );
      return seenSlbs.map((one) => seen(one).vrrp);
    };
    const throughVip = async () => reasonOf(await probes.slb(targetAt(vipSlb, "path"), { ...NOBODY }, options));
    expect(await holders()).toEqual(["MASTER", "BACKUP"]);
    await sim.fault("one", { fault: "vip-moved", host: "one-lb-2" });
    expect([await holders(), await throughVip()]).toEqual([
      ["BACKUP", "MASTER"],
      expect.stringContaining('"host":"one-lb-2"'),
    ]);
    await sim.fault("one", { fault: "vip-two-holders" });
    expect(await holders()).toEqual(["MASTER", "MASTER"]);
    await sim.fault("one", { fault: "vip-gone" });
    expect(await throughVip()).toBe("refused");
  });

  it("changes one certificate at a time", async () => {
    const { sim, options, api } = await start([{ name: "one" }]);
    const { api: masters } = sim.endpoints("one");
    const change = { kind: "expires" as const, days: 6 };
    await sim.fault("one", { fault: "certificate", host: "one-master-2", change });
    const daysLeft = await Promise.all(
      masters.map(async ({ address }) => {
        const { chain } = seen(await probes.certificate(targetAt(address), api("one"), options));
        return Math.round(((chain[0]?.notAfterMs ?? 0) - Date.now()) / 86_400_000);
      }),
    );
    expect(daysLeft).toEqual([364, 6, 364]);
  });

  it("refuses nothing silently: an unknown name is an error", async () => {
    const { sim } = await start([{ name: "one" }]);
    expect(() => sim.endpoints("two")).toThrow("No simulated cluster is called two.");
    await expect(sim.fault("one", { fault: "api-refused", host: "nobody" })).rejects.toThrow(
      "No API server runs on nobody.",
    );
  });
});
