import { type Check, judge, type Outcome, type Site } from "./check.ts";
import { lastLines, run } from "./command.ts";

export const bench: Check = {
  point: 8,
  title: "npm run bench",
  run: (site) => goalsMet(site),
};

/** Runs the benchmark and judges those of its rows whose name begins with `name`. */
export async function goalsMet({ say }: Site, name = ""): Promise<Outcome> {
  const { code, output, seconds } = await run(process.execPath, ["e2e/bench/run.ts"], { onLine: say });
  if (code !== 0) throw new Error(`The benchmark ended with code ${code}: ${lastLines(output)}`);
  const rows = output.split("\n").filter((line) => line.startsWith(name) && /\| (?:yes|MISS)\s*$/.test(line));
  const missed = rows.filter((line) => line.trimEnd().endsWith("MISS"));
  const faults = missed.map((row) => {
    const [name = "", ours = ""] = row.split("|");
    return `missed ${name.trim()}: ${ours.trim()}`;
  });
  return judge(faults, `${rows.length - missed.length} of ${rows.length} goals met, in ${seconds} s`);
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
