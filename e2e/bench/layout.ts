import { layoutCalls } from "#lib/core/scene/layout.bench.ts";
import { type Row, timed } from "./report.ts";

const WARM_UP = 50;
const RUNS = 101;

export async function layoutRow(): Promise<Row> {
  const { ours, naive } = layoutCalls();
  await timed(WARM_UP, ours);
  return {
    name: "layout of 5,000 workers",
    ours: await timed(RUNS, ours),
    // A search through all machines for each machine: once is enough to see it.
    beside: [{ name: "naive layout", ms: await timed(1, naive) }],
    goalMs: 5,
  };
}
