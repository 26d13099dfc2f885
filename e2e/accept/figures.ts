import { type Check, judge, type Outcome, type Site } from "./check.ts";
import { lastLines, run } from "./command.ts";

export const bench: Check = {
  point: 8,
  title: "npm run bench",
  run: (site) => goalsMet(site),
};

/** Runs the benchmark, or one part of it, and judges its rows. */
export async function goalsMet({ say }: Site, part?: "survive" | "live"): Promise<Outcome> {
  const args = ["e2e/bench/run.ts", ...(part === undefined ? [] : [part])];
  const { code, output, seconds } = await run(process.execPath, args, { onLine: say });
  if (code !== 0) throw new Error(`The benchmark ended with code ${code}: ${lastLines(output)}`);
  const rows = output.split("\n").filter((line) => /\| (?:yes|MISS)\s*$/.test(line));
  const missed = rows.filter((line) => line.trimEnd().endsWith("MISS"));
  const faults = missed.map((row) => `missed ${shortRow(row)}`);
  const met = rows.filter((row) => !missed.includes(row)).map(shortRow);
  const figures = part === undefined ? "" : `: ${met.join(", ")}`;
  return judge(faults, `${met.length} of ${rows.length} goals met${figures}, in ${seconds} s`);
}

function shortRow(row: string): string {
  const [name = "", ours = "", , , goal = ""] = row.split("|").map((cell) => cell.trim());
  return `${name}: ${ours} (${goal})`;
}

export const measure: Check = {
  point: 9,
  title: "npm run measure",
  run: async ({ say }) => {
    const { code, output } = await run(process.execPath, ["lib/testing/measure.ts"], { onLine: say });
    const lines = output.trim().split("\n");
    const missed = lines.filter((line) => line.startsWith("MISS")).map((line) => line.replaceAll(/\s+/g, " "));
    const faults = code === 0 || missed.length > 0 ? missed : [`it ended with code ${code}: ${lastLines(output)}`];
    return judge(faults, `${lines.filter((line) => line.startsWith("ok")).length} targets hold; ${lines.at(-1) ?? ""}`);
  },
};
