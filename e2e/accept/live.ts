import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "#e2e/product.ts";
import { ROBUST_SPECS, ROBUST_UNITS } from "#e2e/robust/list.ts";
import { type Check, judge, type Outcome, type Site } from "./check.ts";
import { hostEnv, mustRun } from "./command.ts";
import { goalsMet } from "./figures.ts";
import { runTests } from "./tests.ts";

const LAB = "e2e/lab";
const ROBUST = "e2e/robust";
const JUDGES = "lib/core/live";

/** Points of `npm run accept -- live`, in the order of the capability's list. */
export const liveChecks: readonly Check[] = [
  { point: 1, title: "from npm start to the first tile of a real control plane", run: firstTile },
  {
    point: 2,
    title: "real etcd killed, frozen, out of space, without quorum, isolated: named in time, no false alarm",
    run: (site) => labTests(site),
  },
  {
    point: 3,
    title: "leaders of scheduler and controller-manager killed: late, stale, new holder, transitions",
    run: (site) => labTests(site),
  },
  {
    point: 4,
    title: "certificates: to the second, trust and name apart; on a real control plane",
    run: async (site) => {
      const matrix = await runTests(site, { units: ["lib/probe/certificates"] });
      return both([matrix, await labTests(site)]);
    },
  },
  {
    point: 5,
    title: "hostile kubeconfigs, forbidden addresses, keys out of reach, canary nowhere",
    run: (site) =>
      runTests(site, {
        units: [
          "lib/core/connection",
          "lib/probe/transport/address-guard.test.ts",
          "lib/secrets",
          "lib/watch/keys.test.ts",
          "lib/watch/rotate-keys.test.ts",
          "lib/start/web",
          "lib/start/database/roles.test.ts",
          "lib/http/canary.test.ts",
        ],
        specs: ["keys", "hostile-connection", "planted-credential"].map((name) => `e2e/connect/${name}.spec.ts`),
      }),
  },
  {
    point: 6,
    title: "killed, hung, cut off and full: nothing lost, nothing invented",
    run: async (site) => {
      const elsewhere = await runTests(site, {
        units: [...ROBUST_UNITS.filter(isElsewhere), "lib/start/edge/vanished.test.ts"],
        specs: ROBUST_SPECS.filter(isElsewhere),
        isAlone: true,
      });
      return both([elsewhere, await all(site, ROBUST, true)]);
    },
  },
  { point: 7, title: "npm run bench, rows of live", run: (site) => goalsMet(site, "live") },
  {
    point: 8,
    title: "unknown is ok nowhere and critical nowhere",
    run: (site) =>
      runTests(site, {
        units: [
          `${JUDGES}/unknown.test.ts`,
          `${JUDGES}/judges/judges.test.ts`,
          `${JUDGES}/tile.test.ts`,
          `${JUDGES}/margin`,
          "lib/store/clusters.test.ts",
          "components/live/certificates/months.test.ts",
        ],
      }),
  },
  {
    point: 9,
    title: "screens: connect and watch by keyboard, both languages, both themes, axe",
    run: async (site) => both([await all(site, "e2e/live"), await all(site, "e2e/connect"), await firstTileHere(site)]),
  },
];

/** Here, and with `--full` in a fresh clone as well, from nothing. */
async function firstTile(site: Site): Promise<Outcome> {
  const here = await firstTileHere(site);
  return site.isFull ? both([here, await fromNothing(site)]) : here;
}

/** Faults that are tried beside what they are about. */
const isElsewhere = (file: string): boolean => !file.startsWith(ROBUST);

const firstTileHere = oncePerRun((site) => all(site, `${LAB}/screen`));

/** Three points rest on them, and the lab takes minutes to start. */
const labTests = oncePerRun((site) => runTests(site, { units: filesIn(LAB, ".test.ts"), isRealRequired: true }));

async function fromNothing({ say }: Site): Promise<Outcome> {
  const place = mkdtempSync(join(tmpdir(), "quorate-live-"));
  const folder = join(place, "clone");
  const wish = { cwd: folder, env: hostEnv(process.env.HOME ?? place), onLine: say };
  try {
    await mustRun("git", ["clone", "--quiet", "--no-hardlinks", ROOT, folder]);
    const install = await mustRun("npm", ["ci"], wish);
    const specs = [
      "--config",
      "e2e/playwright.config.ts",
      "--reporter=line",
      `${LAB}/screen`,
      "--grep",
      "first live tile",
    ];
    const { seconds } = await mustRun("npx", ["playwright", "test", ...specs], wish);
    return judge([], `fresh clone: npm ci ${install.seconds} s, first build, start and lab to the tile ${seconds} s`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Every test of a folder, whichever program runs it. */
function all(site: Site, folder: string, isAlone = false): Promise<Outcome> {
  const [specs, units] = [filesIn(folder, ".spec.ts"), filesIn(folder, ".test.ts")];
  if (specs.length + units.length === 0) throw new Error(`There are no tests in ${folder}`);
  return runTests(site, { specs, units, isRealRequired: true, isAlone });
}

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();
}

/** Only as good as the worse of them. */
function both(outcomes: readonly Outcome[]): Outcome {
  const worst = (["FAIL", "partly"] as const).find((verdict) => outcomes.some((one) => one.verdict === verdict));
  return { verdict: worst ?? "ok", figure: outcomes.map(({ figure }) => figure).join("; ") };
}

function oncePerRun(run: (site: Site) => Promise<Outcome>): (site: Site) => Promise<Outcome> {
  let ran: Promise<Outcome> | null = null;
  return (site) => {
    ran ??= run(site);
    return ran;
  };
}
