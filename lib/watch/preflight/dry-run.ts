import type { Tick } from "#lib/core/connection/connection.ts";
import { ownAccount, throughTheDoor } from "./door.ts";
import type { DryRun, Teller } from "./look.ts";
import { balancers, etcd, masters } from "./places.ts";
import { identity, permissions } from "./rights.ts";
import { tick } from "./ticks.ts";

/** Walks a connection step by step and tells each as it goes; a step that fails ends what depends on it. */
export async function dryRun(run: DryRun): Promise<readonly Tick[]> {
  const ticks: Tick[] = [];
  const teller: Teller = {
    found: async (...more) => {
      ticks.push(...more);
      await run.say([...ticks]);
    },
    walking: (step) => run.say([...ticks, tick(step, "running", { code: "WALKING" })]),
  };
  // Without the account of a pod each look at the API would only say the same once more.
  const hasAccount = await ownAccount(run, teller);
  const door = hasAccount ? await throughTheDoor(run, teller) : "refused";
  if (door === "open") {
    await permissions(run, teller);
    await identity(run, teller);
  }
  // With a refused log-in each master would only refuse it again; with a dead path the masters tell where it ends.
  if (door !== "refused") await masters(run, teller);
  await etcd(run, teller);
  await balancers(run, teller);
  return ticks;
}
