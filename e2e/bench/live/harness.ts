import { startSimulation } from "./simulated.ts";
import { watchCluster } from "#lib/watch/cluster-watch.ts";
import { createTransport } from "#lib/probe/transport/transport.ts";
import { DEFAULT_THRESHOLDS } from "#lib/core/live/thresholds.ts";
import { makePulse } from "#lib/watch/pulse.ts";
const [count = 100, seconds = 30, load = "heavy"] = process.argv.slice(2) as any;
const sim = await startSimulation(Number(count));
const transport = createTransport({ mayConnect: () => true });
const pulse = makePulse();
const mem = (what: string) => { (globalThis as any).gc?.(); const m = process.memoryUsage(); console.log(what, Object.entries(m).map(([k, v]) => `${k} ${(v / 1e6).toFixed(0)}`).join(" ")); };
mem("before");
let reports = 0, facts = 0;
const HEAVY = { certificate: 40000, "loopback-certificate": 40000 };
for (const [at, { name, plan, connection, credentials }] of sim.clusters.entries()) {
  const c = load === "heavy" ? { ...connection, etcd: null, balancers: [], vipSlbUrl: null } : connection;
  watchCluster({ watched: { clusterId: name, slug: name, plan, connection: c, credentials: [] }, credentials: credentials as any, shard: { number: 1, epoch: 1 }, thresholds: DEFAULT_THRESHOLDS, earlier: [], transport, observer: "x", mayPoll: () => true, report: (r) => { reports++; facts += r.facts.length; }, learnIdentity: () => {}, pulse, pace: load === "heavy" ? HEAVY : {}, fleet: () => Number(count) } as any);
  if (at % 10 === 9) await new Promise((d) => setTimeout(d, 30));
}
await new Promise((d) => setTimeout(d, 15000));
mem("warm");
const { Session } = await import("node:inspector/promises"); const session = new Session(); session.connect(); const prof = process.env.PROF; if (prof) { await session.post("Profiler.enable"); await session.post("Profiler.setSamplingInterval", { interval: 500 }); await session.post("Profiler.start"); }
const b = process.cpuUsage(), f0 = pulse.figures(), r0 = reports, fa0 = facts, w0 = performance.now(), s0 = sim.cpuSeconds();
await new Promise((d) => setTimeout(d, Number(seconds) * 1000));
const { user, system } = process.cpuUsage(b), f1 = pulse.figures(), s = (performance.now() - w0) / 1000;
const looks = (f1.looks ?? 0) - (f0.looks ?? 0);
console.log({ cores: (user + system) / 1e6 / s, looksPerS: looks / s, msPerLook: (user + system) / 1e3 / looks, user: user/1e3/looks, system: system/1e3/looks, reportsPerS: (reports - r0) / s, factsPerS: (facts - fa0) / s, simMsPerLook: (sim.cpuSeconds()-s0)*1000/looks, lag: [f1.lagP50Ms, f1.lagP99Ms] });
if (prof) { const { profile } = await session.post("Profiler.stop"); (await import("node:fs")).writeFileSync(prof, JSON.stringify(profile)); }
mem("end");
await sim.stop(); process.exit(0);
