import * as z from "zod";
import { type EditAnswer, HistoryEntry } from "#lib/core/api/plans.ts";
import { Change } from "#lib/core/plan/edit.ts";
import { STEP_NAMES } from "#lib/core/plan/edits/step-names.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { type Actor, audit, traceOf } from "./people/audit.ts";
import { noVersion, planAt } from "./plan/past.ts";
import { type ClusterRow, readRow } from "./plan/rows.ts";
import { inTransaction, type Tx } from "./plan/transaction.ts";
import { applyOrder, changeHead } from "./plans.ts";

interface Page {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface HistoryPage {
  readonly rows: HistoryEntry[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Versions of a plan, newest first. */
export async function listHistory(slug: string, { cursor, limit }: Page): Promise<HistoryPage> {
  const before = Number(readCursor(cursor, 1)?.[0] ?? Number.MAX_SAFE_INTEGER);
  return inTransaction(async (tx) => {
    const row = await readRow(tx, slug);
    const found = await tx.$queryRaw<EntryRow[]>`
      select version, at, by, label, kind, change_count as "changeCount", name from plan_edit
      where cluster_id = ${row.id}::uuid and version < ${before}::int8 order by version desc limit ${limit + 1}`;
    const rows = found.slice(0, limit).map(toEntry);
    const last = rows.at(-1);
    const nextCursor = found.length > limit && last !== undefined ? writeCursor([String(last.version)]) : null;
    // Every version from 0 to the head has an entry.
    return { rows, nextCursor, total: row.version + 1 };
  });
}

/** One version with what it changed, field by field. */
export async function readEntry(slug: string, version: number): Promise<HistoryEntry & { changes: Change[] }> {
  return inTransaction(async (tx) => {
    const row = await readRow(tx, slug);
    const found = await tx.$queryRaw<(EntryRow & { changes: unknown })[]>`
      select version, at, by, label, kind, change_count as "changeCount", name, changes from plan_edit
      where cluster_id = ${row.id}::uuid and version = ${version}::int8`;
    const entry = found[0];
    if (entry === undefined) throw noVersion(row, version);
    return { ...toEntry(entry), changes: z.array(Change).parse(entry.changes) };
  });
}

interface Naming {
  readonly slug: string;
  readonly version: number;
  /** Empty takes the name away. */
  readonly name: string;
  readonly actor: Actor;
}

/** Gives a version a name that history shows and people can restore by. */
export async function nameVersion({ slug, version, name, actor }: Naming): Promise<HistoryEntry> {
  return inTransaction(async (tx) => {
    const row = await readRow(tx, slug);
    const found = await tx.$queryRaw<EntryRow[]>`
      update plan_edit set name = ${name === "" ? null : name}::text
      where cluster_id = ${row.id}::uuid and version = ${version}::int8
      returning version, at, by, label, kind, change_count as "changeCount", name`;
    const entry = found[0];
    if (entry === undefined) throw noVersion(row, version);
    await audit(tx, { ...traceOf(actor), action: "plan.name", object: `cluster:${slug}@${version}`, after: name });
    return toEntry(entry);
  });
}

interface Restore {
  readonly slug: string;
  readonly baseVersion: number;
  readonly version: number;
  readonly key?: string | undefined;
  readonly actor: Actor;
}

/** Makes an older version the head: a new step that changes only what differs, and can be undone. */
export async function restorePlan({ version, ...order }: Restore): Promise<EditAnswer> {
  return changeHead(order.slug, async (tx, head) => {
    const { plan } = await planAt(tx, { row: head.row, head: head.plan, version });
    const edit = { type: "replacePlan", plan } as const;
    const names = STEP_NAMES[order.actor.language ?? "en"];
    const label = names.restore((await nameOf(tx, head.row, version)) ?? names.version(version));
    return applyOrder(tx, { ...head, order: { ...order, edit, label, kind: "restore" } });
  });
}

async function nameOf(tx: Tx, row: ClusterRow, version: number): Promise<string | null> {
  const found = await tx.$queryRaw<{ name: string | null }[]>`
    select name from plan_edit where cluster_id = ${row.id}::uuid and version = ${version}::int8`;
  return found[0]?.name ?? null;
}

interface EntryRow {
  readonly version: number;
  readonly at: Date;
}

function toEntry({ at, version, ...rest }: EntryRow): HistoryEntry {
  return HistoryEntry.strip().parse({ ...rest, version, at: at.toISOString() });
}
