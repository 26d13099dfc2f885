import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectionOf, credentialsOf, planOf } from "#lib/sim/demo/planned.ts";
import { DEMO_CLUSTERS } from "#lib/sim/demo/stories.ts";
import { type Sim, startSim } from "#lib/sim/sim.ts";
import type { Say } from "./problem.ts";

const ACTOR = { id: "demo", name: "demo", ip: "local", requestId: "demo" };
/** Far from what tests use, so that both may run on one machine. */
const NETWORK = 120;

/** A data folder of its own, gone at the end: a demo touches nothing that anyone keeps. */
export function demoFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "quorate-demo-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts six simulated clusters and stores their plans and connections, all marked DEMO. Returns what ends them. */
export async function furnishDemo(webUrl: string, say: Say): Promise<() => Promise<void>> {
  const [{ addCluster }, { putConnection }, { closeDatabase, useDatabase }] = await Promise.all([
    import("#lib/store/clusters.ts"),
    import("#lib/store/connection/connections.ts"),
    import("#lib/store/client.ts"),
  ]);
  const sim = await startSim({ clusters: DEMO_CLUSTERS, network: NETWORK });
  await useDatabase(webUrl);
  try {
    for (const { name } of DEMO_CLUSTERS) {
      await addCluster({ name: `DEMO ${name}`, slug: name, group: "DEMO", plan: planOf(sim, name), actor: ACTOR });
      await putConnection(orderOf(sim, name));
    }
  } finally {
    await closeDatabase();
  }
  say(`DEMO: ${DEMO_CLUSTERS.length} simulated clusters; nothing here is real, and all of it goes when you stop.`);
  return () => sim.stop();
}

function orderOf(sim: Sim, slug: string) {
  return { slug, connection: connectionOf(sim, slug), credentials: credentialsOf(sim, slug), actor: ACTOR };
}
