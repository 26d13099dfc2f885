import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { ask } from "#e2e/product-api.ts";
import { routes } from "#lib/core/api/index.ts";
import { importEdit } from "#lib/core/import/merge/import-edit.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { type Row, timed } from "./report.ts";
import { addPlan, type BenchStage } from "./stage.ts";

const ROWS = 5000;
const RUNS = 4;

/** Paste to stored: the parse call and the one edit that it leads to. */
export async function importRow({ api }: BenchStage): Promise<Row> {
  const csv = table();
  const slugs: string[] = [];
  // The first run is the warm-up: the worker that parses is started by it.
  for (let run = 0; run <= RUNS; run += 1) slugs.push(await addPlan(api, blankPlan(`import ${run}`)));
  const ours = await timed(slugs.length, async (run) => {
    const slug = slugs[run] ?? "";
    const { draft } = await ask(api, routes.parseImport, { params: { source: "table" }, body: csv });
    const choice = { leftOut: new Set<number>(), mintId: () => randomUUID() };
    const { edit } = importEdit(blankPlan(slug), draft.machines, choice);
    if (edit === null) throw new Error("The table led to no edit");
    await ask(api, routes.editPlan, { params: { slug }, body: { baseVersion: 0, edit, kind: "import" } });
  });
  const { totals } = await ask(api, routes.getCluster, { params: { slug: slugs.at(-1) ?? "" } });
  if (totals.machines !== ROWS) throw new Error(`${totals.machines} of ${ROWS} machines arrived`);
  return {
    name: "import of 5,000 rows, parse and commit",
    ours: ours.slice(1),
    beside: [{ name: "csv-parse alone", ms: await timed(RUNS, () => parse(csv)) }],
    goalMs: 2000,
  };
}

function table(): string {
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const [zone, rack] = [`zone-${(index % 3) + 1}`, `rack-${(index % 30) + 1}`];
    const ip = `10.20.${Math.floor(index / 250)}.${(index % 250) + 1}`;
    return `worker-${index + 1},${ip},16C-64G-100G+500G,Rocky Linux 9.6,worker,${zone},${rack},"pool A, row ${index}"`;
  });
  return ["Host name,IP,Spec,OS,Role,Zone,Rack,Remark", ...rows].join("\r\n");
}
