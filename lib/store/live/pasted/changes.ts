import type { Transition } from "#lib/core/live/state.ts";
import { mendedJson } from "#lib/store/live/mend.ts";
import type { Tx } from "#lib/store/plan/transaction.ts";

/** Keeps what a paste shows to have changed, but for what a connection has seen: there the engine tells it. */
export async function addChanges(tx: Tx, clusterId: string, changes: readonly Transition[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ atMs, ...change }) => ({ ...change, at: new Date(atMs).toISOString() }));
  await tx.$executeRaw`
    insert into pasted_transition (cluster_id, subject, what, at, kind, machine_id, "from", "to", reason, "values")
    select ${clusterId}::uuid, given.subject, what, given.at, given.kind, "machineId", "from", "to", reason, "values"
    from jsonb_to_recordset(${mendedJson(rows)}::jsonb) as given(subject text, what text, at timestamptz, kind text,
      "machineId" text, "from" text, "to" text, reason text, "values" jsonb)
    where not exists (select from observation_state seen where seen.cluster_id = ${clusterId}::uuid
      and seen.subject = given.subject and seen.fact->>'observedAtMs' is not null)
    on conflict do nothing`;
}

export async function removeChanges(tx: Tx, clusterId: string): Promise<void> {
  await tx.$executeRaw`delete from pasted_transition where cluster_id = ${clusterId}::uuid`;
}
