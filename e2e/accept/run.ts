import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, startProduct } from "#e2e/product.ts";
import { setUpAdmin } from "#e2e/product-api.ts";
import type { Check, Outcome, Running } from "./check.ts";
import { bench, measure } from "./figures.ts";
import { freshClone } from "./fresh-clone.ts";
import { kill } from "./kill.ts";
import { liveChecks } from "./live.ts";
import { seedTable } from "./seed.ts";
import { surviveChecks } from "./survive.ts";
import { templates } from "./templates.ts";
import { keyboard, safety, twoBrowsers } from "./tests.ts";

const CAPABILITIES: Readonly<Record<string, readonly Check[]>> = {
  "ground-floor": [freshClone, seedTable, templates, keyboard, twoBrowsers, kill, safety, bench, measure],
  survive: surviveChecks,
  live: liveChecks,
};
const USAGE = `Usage: npm run accept -- ${Object.keys(CAPABILITIES).join("|")} [POINT ...] [--full] [--verbose]`;

/** `npm run accept -- ground-floor [points]`: one line per point of the acceptance list, with its figure. */
async function main(args: readonly string[]): Promise<void> {
  const [name = "", ...points] = args.filter((arg) => !arg.startsWith("--"));
  const checks = CAPABILITIES[name];
  if (checks === undefined) return refuse(USAGE);
  const chosen = checks.filter(({ point }) => points.length === 0 || points.includes(String(point)));
  if (chosen.length < points.length) return refuse(`${name} has points 1 to ${checks.length}. ${USAGE}`);
  const installation = makeInstallation();
  const say = (line: string): void => void (args.includes("--verbose") && process.stderr.write(`   ${line}\n`));
  const site = { isFull: args.includes("--full"), say, running: installation.running };
  try {
    for (const check of chosen) {
      const { verdict, figure } = await check.run(site).catch(failed);
      process.stdout.write(`${check.point}  ${verdict.padEnd(6)}  ${check.title}: ${figure}\n`);
      if (verdict === "FAIL") process.exitCode = 1;
    }
  } finally {
    await installation.close();
  }
}

function refuse(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 2;
}

function failed(cause: unknown): Outcome {
  const why = cause instanceof Error ? cause.message : String(cause);
  return { verdict: "FAIL", figure: why.replaceAll(/\s*\n\s*/g, " / ") };
}

/** One fresh installation for all checks that only talk to it; none when no check does. */
function makeInstallation() {
  const folder = mkdtempSync(join(tmpdir(), "quorate-accept-"));
  let started: Promise<Running> | null = null;
  const start = async (): Promise<Running> => {
    const product = await startProduct({ env: { QUORATE_DATA: folder, PORT: await freePort() } });
    return { product, admin: await setUpAdmin(product) };
  };
  return {
    running: () => {
      started ??= start();
      return started;
    },
    close: async () => {
      await started?.then(({ product }) => product.stop()).catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

await main(process.argv.slice(2));
