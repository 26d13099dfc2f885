import { startSimulation } from "./simulated.ts";
import { createTransport } from "#lib/probe/transport/transport.ts";
import { probes } from "#lib/probe/index.ts";
import { systemClock } from "#lib/probe/probe.ts";
import { Client, Agent } from "undici";
const sim = await startSimulation(100);
const transport = createTransport({ mayConnect: () => true });
const options = { transport, timeoutMs: 4000, observer: "bench", clock: systemClock };
const r = () => { (globalThis as any).gc?.(); (globalThis as any).gc?.(); const m = process.memoryUsage(); return [m.rss / 1e6, m.heapUsed / 1e6, m.external / 1e6]; };
const log = (what: string, b: number[], n: number) => { const a = r(); console.log(what, a.map((x, i) => ((x - (b[i] ?? 0)) / n * 1000).toFixed(0) + " kB").join(" "), "rss", a[0]); };
let b = r();
const keep: any[] = [];
for (let i = 0; i < 1000; i++) keep.push(new Client("https://127.0.0.1:1", { allowH2: false }));
log("client", b, 1000); b = r();
const accesses = sim.clusters.map(({ connection, credentials }) => ({ trust: connection.api.trust, serverName: null, credential: credentials.api as any }));
// warm
for (const round of [1, 2]) {
for (const [i, { connection }] of sim.clusters.slice(0, 3).entries()) for (const m of connection.masters) await probes["api-version"]({ name: "x", machineId: null, address: m.address, way: "direct" }, accesses[i] as any, options);
}
b = r();
for (const [i, { connection }] of sim.clusters.slice(3).entries()) for (const m of connection.masters) await probes["api-version"]({ name: "x", machineId: null, address: m.address, way: "direct" }, accesses[i + 3] as any, options);
log("connection incl ctx/3", b, 97 * 3);
await sim.stop(); process.exit(0);
