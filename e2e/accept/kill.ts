import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, type Product, type StartWish, startProduct } from "#e2e/product.ts";
import { type Api, ask, send, setUpAdmin } from "#e2e/product-api.ts";
import { routes } from "#lib/core/api/index.ts";
import { planOf } from "#lib/core/scene/layout/sample-plans.ts";
import { type Check, judge, type Outcome, type Site } from "./check.ts";

const EDITS = 200;
const KILL_AFTER = 100;
/** Edits on their way at once: some are cut at every stage. */
const SENDERS = 4;

export const kill: Check = {
  point: 6,
  title: "kill -9 of the supervisor amid edits",
  run: async ({ say }) => {
    const folder = mkdtempSync(join(tmpdir(), "quorate-kill-"));
    const wish = { env: { QUORATE_DATA: folder, PORT: await freePort() } };
    try {
      return await killAndCompare(wish, say);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function killAndCompare(wish: StartWish, say: Site["say"]): Promise<Outcome> {
  const first = await startProduct(wish);
  let second: Product | null = null;
  try {
    const { api } = await setUpAdmin(first);
    const rows = [{ name: "worker", count: EDITS, roles: ["worker"] as const }];
    const { slug } = await ask(api, routes.addCluster, { body: { name: "Killed", plan: planOf("Killed", { rows }) } });
    const acknowledged = await editUntilKilled(api, { slug, pid: first.pid });
    say(`killed; ${acknowledged.size} edits were acknowledged`);
    second = await startProduct(wish);
    return await compare(second, { api, slug, acknowledged });
  } finally {
    await first.stop();
    // The orphaned PostgreSQL ends with the product that attached to it.
    await (second ?? (await startProduct(wish))).stop();
  }
}

interface Killed {
  readonly api: Api;
  readonly slug: string;
  readonly acknowledged: ReadonlySet<string>;
}

async function compare(restarted: Product, { api, slug, acknowledged }: Killed): Promise<Outcome> {
  const { plan, version } = await ask(api, routes.getPlan, { params: { slug } });
  const stored = new Map(plan.machines.map(({ id, remark }) => [id, remark]));
  const lost = [...acknowledged].filter((id) => stored.get(id) !== remarkOf(id));
  const isAttached = restarted.output().includes("Attached to the PostgreSQL");
  const faults = [
    ...(lost.length === 0 ? [] : [`${lost.length} acknowledged edits are lost: ${lost.slice(0, 5).join(", ")}`]),
    ...(version >= acknowledged.size ? [] : [`version ${version} is below the number of acknowledged edits`]),
    ...(acknowledged.size >= KILL_AFTER && acknowledged.size < EDITS ? [] : ["the kill was not in the middle"]),
    ...(isAttached ? [] : ["the restart did not attach to the orphaned PostgreSQL"]),
  ];
  return judge(
    faults,
    `${acknowledged.size} of ${EDITS} edits acknowledged before the kill, ${acknowledged.size - lost.length} of them there after the restart, which took ${(restarted.readyMs / 1000).toFixed(1)} s`,
  );
}

function remarkOf(id: string): string {
  return `edited ${id}`;
}

interface Victim {
  readonly slug: string;
  readonly pid: number;
}

/** Sends one edit per machine and kills the supervisor in the middle. Returns the machines whose edit was acknowledged. */
async function editUntilKilled(api: Api, { slug, pid }: Victim): Promise<ReadonlySet<string>> {
  const acknowledged = new Set<string>();
  const ids = Array.from({ length: EDITS }, (_, index) => `worker${index + 1}`);
  const sendAll = async (): Promise<void> => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
      const edit = { type: "setMachines", changes: [{ machineId: id, set: { remark: remarkOf(id) } }] };
      const sent = send(api, routes.editPlan, { params: { slug }, body: { baseVersion: 0, edit } });
      const answer = await sent.catch(() => null);
      if (answer === null) return;
      if (answer.status === 200) acknowledged.add(id);
      if (acknowledged.size === KILL_AFTER) process.kill(pid, "SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sendAll));
  return acknowledged;
}
