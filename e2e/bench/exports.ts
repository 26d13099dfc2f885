import { send } from "#e2e/product-api.ts";
import { routes } from "#lib/core/api/index.ts";
import { type Row, timed } from "./report.ts";
import type { BenchStage } from "./stage.ts";

const RUNS = 5;
const TABLE_FORMATS = ["md", "csv", "xlsx", "html"] as const;
const PRESETS = ["classic", "detailed"] as const;

interface Wish {
  readonly name: string;
  readonly target: string;
  readonly query: Readonly<Record<string, string>>;
}

const WISHES: readonly Wish[] = [
  ...PRESETS.flatMap((preset) =>
    TABLE_FORMATS.map((format) => ({
      name: `${preset} ${format}`,
      target: "machine-table",
      query: { preset, format },
    })),
  ),
  { name: "drawing svg", target: "drawing", query: { format: "svg" } },
  { name: "drawing png", target: "drawing", query: { format: "png" } },
  { name: "plan json", target: "plan", query: {} },
];

/** Every export of the large plan over HTTP, from the question to the last byte. */
export async function exportRows(stage: BenchStage): Promise<Row[]> {
  const floor = { name: "JSON.stringify", ms: await timed(RUNS, () => JSON.stringify(stage.large.plan)) };
  const rows: Row[] = [];
  for (const { name, ...wish } of WISHES) {
    await fetchExport(stage, wish);
    const ours = await timed(RUNS, () => fetchExport(stage, wish));
    rows.push({ name: `export of 5,000: ${name}`, ours, beside: [floor], goalMs: 1000 });
  }
  return rows;
}

async function fetchExport({ api, large }: BenchStage, { target, query }: Omit<Wish, "name">): Promise<void> {
  const answer = await send(api, routes.exportPlan, { params: { slug: large.slug, target }, query });
  const bytes = await answer.arrayBuffer();
  if (answer.status !== 200)
    throw new Error(`Export ${target} answered ${answer.status}: ${Buffer.from(bytes).toString()}`);
}
