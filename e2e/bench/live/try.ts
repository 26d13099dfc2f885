import { openLiveStage } from "./stage.ts";
import { coverage, measure } from "./load.ts";
import { loadavg } from "node:os";
const t0 = performance.now();
const at = () => ((performance.now() - t0) / 1000).toFixed(1);
const stage = await openLiveStage(Number(process.argv[2] ?? 20));
console.log(at(), "open", stage.simulation.processes);
try {
  if (process.argv[3] === "usual") await stage.connectWhole();
  const engine = await stage.startEngine((process.argv[3] ?? "heavy") as any);
  console.log(at(), "engine");
  console.log(at(), "covered", await coverage(stage));
  await new Promise((d) => setTimeout(d, 8000));
  console.log(at(), "load", loadavg()[0], await measure(stage, engine, Number(process.argv[4] ?? 35)));
} finally { await stage.close(); }
console.log(at());
