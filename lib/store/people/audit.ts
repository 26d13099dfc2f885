import { createHash } from "node:crypto";
import type { AuditEntry } from "#lib/core/api/access.ts";
import type { StepLanguage } from "#lib/core/plan/edits/step-names.ts";
import { db } from "#lib/store/client.ts";
import { badCursor, readCursor, writeCursor } from "#lib/store/cursor.ts";
import type { Prisma } from "#lib/store/generated/client.ts";

/** Who writes: filled from the principal by the route wrapper. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly ip: string;
  readonly requestId: string;
  /** In which their steps are named; English when nothing says otherwise. */
  readonly language?: StepLanguage;
}

export interface AuditEvent {
  readonly actor: string;
  /** Dotted verb, such as `user.disable` or `plan.edit`. */
  readonly action: string;
  /** What it was done to, such as `user:ada` or `cluster:prod-a`. */
  readonly object: string;
  /** Only their hashes are kept: audit proves what changed without holding a second copy of it. */
  readonly before?: unknown;
  readonly after?: unknown;
  readonly ip: string;
  readonly requestId: string;
}

/** Longest text kept per column; a hostile sign-in name must not fill the table. */
const TEXT_MAX = 200;

/** Appends one row, inside the caller's transaction, so that a write and its trace stand or fall together. */
export async function audit(tx: Pick<Prisma.TransactionClient, "audit">, event: AuditEvent): Promise<void> {
  await tx.audit.create({
    data: {
      actor: clip(event.actor),
      action: clip(event.action),
      object: clip(event.object),
      beforeHash: hashOf(event.before),
      afterHash: hashOf(event.after),
      ip: clip(event.ip),
      requestId: event.requestId,
    },
  });
}

/** The columns of an event that come from who acts. */
export function traceOf(actor: Actor): Pick<AuditEvent, "actor" | "ip" | "requestId"> {
  return { actor: actor.name, ip: actor.ip, requestId: actor.requestId };
}

interface AuditAsk {
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Part of an actor, action, object or address. */
  readonly q?: string | undefined;
}

/** Entries, newest first. */
export async function listAudit({ cursor, limit, q }: AuditAsk): Promise<AuditPage> {
  const after = readCursor(cursor, 1);
  const found: Prisma.AuditWhereInput = q === undefined || q === "" ? {} : matching(q);
  const rows = await db().audit.findMany({
    where: after === null ? found : { AND: [found, { id: { lt: place(after) } }] },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit).map((row) => ({ ...row, id: String(row.id), at: row.at.toISOString() })),
    nextCursor: last === undefined ? null : writeCursor([String(last.id)]),
    total: await db().audit.count({ where: found }),
  };
}

interface AuditPage {
  rows: AuditEntry[];
  nextCursor: string | null;
  total: number;
}

function matching(q: string): Prisma.AuditWhereInput {
  const contains = { contains: q, mode: "insensitive" } as const;
  return { OR: [{ actor: contains }, { action: contains }, { object: contains }, { ip: contains }] };
}

/** Largest value of a Postgres bigint has 19 digits; one digit less always fits. */
const ROW_ID = /^\d{1,18}$/;

function place([id = ""]: readonly string[]): bigint {
  if (!ROW_ID.test(id)) throw badCursor();
  return BigInt(id);
}

function clip(text: string): string {
  // Postgres text cannot hold NUL; a name with one must not turn the trace into a failed insert.
  return text.replaceAll("\0", "\uFFFD").slice(0, TEXT_MAX);
}

/** SHA-256 of the value's JSON with sorted keys; null when there is no value on that side. */
function hashOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return createHash("sha256").update(JSON.stringify(value, sortKeys)).digest("hex");
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
