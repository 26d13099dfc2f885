import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mayConnect } from "#lib/core/connection/address-policy.ts";
import type { Connection, Credentials } from "#lib/core/connection/connection.ts";
import { closeDatabase, useDatabase } from "#lib/store/client.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { putConnection } from "#lib/store/connection/connections.ts";
import { testDatabase } from "#lib/testing/database/database.ts";
import { noPod } from "#lib/testing/live/pod.ts";
import { sampleActor } from "#lib/testing/plans/sample-plan.ts";
import { startEngine } from "#lib/watch/engine.ts";
import { connectLab, type LabConnection } from "../connect-lab.ts";
import { type Lab, startLab } from "../lab.ts";
import type { Machine } from "../machine.ts";
import { labPlan } from "../screen/lab-plan.ts";
import { factOf, facts, LEASES, margin, PATH, QUORUM, SLUG, until, VIP_FACT } from "./sights.ts";

/** The lab with an engine that watches it. */
export interface WatchedLab {
  readonly lab: Lab;
  readonly masters: readonly Machine[];
  readonly connection: () => Connection;
  readonly credentials: () => Credentials;
  /** Every look is taken anew, also those that come once an hour, and what moved before is forgotten. */
  readonly lookAgain: (change?: Partial<Connection>) => Promise<void>;
  /** The account is made again, with a new token. */
  readonly connectAnew: () => Promise<void>;
  /** Waits until nothing is left of a fault. */
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const ADA = sampleActor("ada");

export async function watchLab(): Promise<WatchedLab> {
  const lab = await startLab((line) => process.stdout.write(`      ${line}\n`));
  const database = await testDatabase();
  const keyFolder = mkdtempSync(join(tmpdir(), "quorate-lab-engine-"));
  await useDatabase(database.ownerUrl);
  const engine = await startEngine({
    account: noPod(),
    databaseUrl: database.watchUrl,
    canary: null,
    keyFolder,
    mayConnect: (ip, { mayUseLoopback }) => mayConnect(ip, { mayUseLoopback, onlyWithin: [] }),
    say: () => undefined,
  });
  await addCluster({ name: SLUG, slug: SLUG, plan: labPlan(SLUG), actor: ADA });
  let known: LabConnection = await connectLab(lab);
  const put = async (change: Partial<Connection> = {}): Promise<void> => {
    const { credentials } = known;
    const before = (await factOf(QUORUM).catch(() => undefined))?.observedAtMs ?? 0;
    await putConnection({ slug: SLUG, connection: { ...known.connection, ...change }, credentials, actor: ADA });
    await until("looked at anew", async () => ((await factOf(QUORUM))?.observedAtMs ?? 0) > before);
  };
  await put();
  return {
    lab,
    connection: () => known.connection,
    credentials: () => known.credentials,
    masters: lab.machines.filter(({ kind }) => kind === "master"),
    lookAgain: put,
    connectAnew: async () => {
      known = await connectLab(lab);
      await put();
    },
    settled: async () => {
      await lab.healthy();
      await until("all well again", async () => {
        if (!(await isWell())) return false;
        if (!(await hasMoved())) return true;
        await put();
        return false;
      });
    },
    stop: async () => {
      await engine.stop();
      await closeDatabase();
      await database.drop();
      rmSync(keyFolder, { recursive: true, force: true });
      await lab.stop();
    },
  };
}

const WELL = [QUORUM, ...LEASES, PATH, VIP_FACT];

/** Moves add up to an alarm of their own, which the next test must not inherit. */
async function hasMoved(): Promise<boolean> {
  return (await facts()).some(({ subject, values }) => WELL.includes(subject) && Number(values.movesIn15Min ?? 0) > 0);
}

async function isWell(): Promise<boolean> {
  const [low, high] = await margin();
  const known = await facts();
  const wanted = known.filter(
    ({ subject, kind }) => WELL.includes(subject) || ["etcd-member", "api-server", "etcd-alarm"].includes(kind),
  );
  // That something moved often is put right by looking anew.
  return low === 1 && high === 1 && wanted.every(({ state, reason }) => state === "ok" || reason === "flapping");
}
