import { type Check, judge, type Outcome, type Site } from "./check.ts";
import { lastLines, run } from "./command.ts";

export const bench: Check = {
  point: 8,
  title: "npm run bench, rows of plans",
  run: (site) => goalsMet(site, "plans"),
};

/** Runs one part of the benchmark and judges its rows. */
export async function goalsMet({ say }: Site, part: "plans" | "survive" | "live"): Promise<Outcome> {
  const { code, output, seconds } = await run(process.execPath, ["e2e/bench/run.ts", part], { onLine: say });
  if (code !== 0) throw new Error(`The benchmark ended with code ${code}: ${lastLines(output)}`);
  const rows = output.split("\n").filter((line) => /\| (?:yes|MISS)\s*$/.test(line));
  const missed = rows.filter((line) => line.trimEnd().endsWith("MISS"));
  const faults = missed.map((row) => `missed ${shortRow(row)}`);
  const met = rows.filter((row) => !missed.includes(row)).map(shortRow);
  return judge(faults, `${met.length} of ${rows.length} goals met: ${met.join(", ")}, in ${seconds} s`);
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
