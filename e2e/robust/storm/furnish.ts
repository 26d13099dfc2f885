import type { FaultOrder, Told } from "#e2e/bench/live/clusters.ts";
import { issueToken } from "#lib/auth/api-tokens.ts";
import { currentDatabaseUrl } from "#lib/config/database-url.ts";
import { closeDatabase, useDatabase } from "#lib/store/client.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { putConnection } from "#lib/store/connection/connections.ts";
import type { Child, TwoHosts } from "./two-hosts.ts";

export interface Furnished {
  /** One for each reader. */
  readonly tokens: readonly string[];
  readonly stop: () => Promise<void>;
}

/** What is measured is one storm of readers, not how much news there can be. */
const CLUSTERS = 1;
const NETWORK = 64;
const POLL_SECONDS = 2;
/** Every look finds something else. */
const FLIP_MS = 1500;
const ACTOR = { id: "storm", name: "storm", ip: "local", requestId: "storm" };

/** Puts clusters that change all the time beside the product, and makes tokens for its readers. */
export async function furnish(hosts: TwoHosts, dataRoot: string, readers: number): Promise<Furnished> {
  const clusters = await hosts.start("server", "e2e/bench/live/clusters.ts", ["0", String(CLUSTERS), String(NETWORK)]);
  const told = toldBy(clusters);
  const before = process.env.QUORATE_DATA;
  process.env.QUORATE_DATA = dataRoot;
  try {
    await useDatabase(currentDatabaseUrl() ?? "");
    for (const one of told) await connect(one);
    const tokens: string[] = [];
    for (let at = 0; at < readers; at += 1) {
      const { token } = await issueToken({ role: "viewer", name: `reader ${at}`, expiresAt: null }, ACTOR);
      tokens.push(token);
    }
    const timer = flip(clusters, told);
    return { tokens, stop: async () => clearInterval(timer) };
  } finally {
    await closeDatabase();
    if (before === undefined) delete process.env.QUORATE_DATA;
    else process.env.QUORATE_DATA = before;
  }
}

/** The program's first message is that list. */
function toldBy({ first }: Child): readonly Told[] {
  return first as readonly Told[];
}

async function connect({ name, plan, connection, credentials }: Told): Promise<void> {
  await addCluster({ name, slug: name, plan, actor: ACTOR });
  const quick = { ...connection, pollSeconds: POLL_SECONDS };
  await putConnection({ slug: name, connection: quick, credentials, actor: ACTOR });
}

function flip({ child }: Child, told: readonly Told[]): NodeJS.Timeout {
  let round = 0;
  return setInterval(() => {
    round += 1;
    for (const { name } of told) {
      const fault = round % 2 === 0 ? "recovered" : "etcd-leader-killed";
      child.send({ id: round, name, fault: { fault } } satisfies FaultOrder);
    }
  }, FLIP_MS);
}
