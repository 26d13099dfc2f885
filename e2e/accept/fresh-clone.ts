import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, ROOT, startProduct } from "#e2e/product.ts";
import { setUpAdmin } from "#e2e/product-api.ts";
import { withAccount } from "./account.ts";
import { testOnBareMachine } from "./bare-test.ts";
import { type Check, judge, type Outcome, type Site } from "./check.ts";
import { hostEnv, mustRun } from "./command.ts";
import { judgeEdge } from "./edge.ts";

/** Somebody who follows the README on a fresh machine. */
export interface Newcomer {
  readonly name: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly account?: { readonly uid: number; readonly gid: number };
}

const IS_ROOT = process.getuid?.() === 0;

export const freshClone: Check = {
  point: 1,
  title: "fresh clone, both README commands",
  run: async (site) => {
    const place = mkdtempSync(join(tmpdir(), "quorate-clone-"));
    chmodSync(place, 0o755);
    try {
      return await judgeAll(site, place);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  },
};

async function judgeAll(site: Site, place: string): Promise<Outcome> {
  const node = await mustRun("node", ["--version"], { env: hostEnv(process.env.HOME ?? place) });
  const figures = [`host Node ${node.output}`];
  const first = newcomer(IS_ROOT ? "root" : "ordinary user", join(place, "first"));
  figures.push(await follow(site, first));
  const left: string[] = [];
  if (IS_ROOT) {
    await withAccount(join(place, "home"), async ({ home, ...account }) => {
      const second = { ...newcomer("ordinary user", join(place, "second")), env: hostEnv(home), account };
      figures.push(await follow(site, second));
    });
  } else left.push("as root");
  const edge = await judgeEdge(site, first);
  if (edge.skipped === null) figures.push(edge.figure);
  else left.push(`${edge.figure}: ${edge.skipped}`);
  if (site.isFull) figures.push(await testOnBareMachine(site, place));
  else left.push("npm ci && npm test on a bare machine: --full");
  const figure = [...figures, ...left.map((what) => `not run: ${what}`)].join("; ");
  if (edge.faults.length > 0) return judge(edge.faults, figure);
  return { verdict: left.length === 0 ? "ok" : "partly", figure };
}

function newcomer(name: string, folder: string): Newcomer {
  return { name, folder, env: hostEnv(process.env.HOME ?? folder) };
}

/** Clone, `npm ci`, `npm start`, set-up link; the times of the two commands. */
async function follow({ say }: Site, { name, folder, env, account }: Newcomer): Promise<string> {
  const as = account === undefined ? {} : { account };
  mkdirSync(folder);
  await mustRun("git", ["clone", "--quiet", "--no-hardlinks", ROOT, folder]);
  if (account !== undefined) await mustRun("chown", ["-R", `${account.uid}:${account.gid}`, folder]);
  say(`${name}: npm ci`);
  const install = await mustRun("npm", ["ci"], { cwd: folder, env, ...as });
  say(`${name}: npm start`);
  const data = account === undefined ? { QUORATE_DATA: `${folder}.data` } : {};
  const product = await startProduct({
    command: ["npm", "start"],
    cwd: folder,
    inherited: env,
    env: { ...data, PORT: await freePort() },
    ...as,
  });
  try {
    await setUpAdmin(product);
    const page = await fetch(`${product.address}/sign-in`);
    if (page.status !== 200) throw new Error(`The first page answered ${name} with ${page.status}`);
  } finally {
    await product.stop();
  }
  return `${name}: npm ci ${install.seconds} s, npm start with its first build ${Math.round(product.readyMs / 1000)} s`;
}
