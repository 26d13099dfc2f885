import * as z from "zod";
import type { Preflight } from "#lib/core/api/connections.ts";
import { Connection, Tick } from "#lib/core/connection/connection.ts";
import { Sealed, type SealedPlace } from "#lib/secrets/sealed.ts";
import { db, pool } from "#lib/store/client.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import type { Actor } from "#lib/store/people/audit.ts";

/** A dry run is forgotten after this, its sealed credential with it. */
const LIFE_MS = 600_000;
const Request = z.object({ connection: Connection, clusterId: z.string().nullable() });
const State = z.enum(["waiting", "running", "done", "expired"]);

export interface PreflightOrder {
  readonly id: string;
  readonly clusterId: string | null;
  readonly connection: Connection;
  readonly sealed: Sealed;
  readonly actor: Actor;
}

export function preflightPlace(id: string): SealedPlace {
  return { table: "preflight", id, field: "credentials", version: 1 };
}

/** Keeps a dry run for ten minutes; the engine answers it. */
export async function addPreflight({ id, clusterId, connection, sealed, actor }: PreflightOrder): Promise<void> {
  const expiresAt = new Date(Date.now() + LIFE_MS);
  // `createMany` returns nothing: this login may write the sealed value and not read it back.
  await db().preflight.createMany({
    data: [{ id, clusterId, request: { connection, clusterId }, sealed, createdBy: actor.name, expiresAt }],
  });
}

export async function readPreflight(id: string): Promise<Preflight> {
  const row = await db().preflight.findUnique({ where: { id }, select: { state: true, ticks: true, expiresAt: true } });
  if (row === null) {
    throw new StoreProblem("not-found", {
      code: "unknown-preflight",
      detail: "There is no such dry run; it may be over and forgotten. Start it again.",
    });
  }
  const isOver = row.state !== "done" && row.expiresAt.getTime() < Date.now();
  return { id, state: isOver ? "expired" : State.parse(row.state), ticks: z.array(Tick).parse(row.ticks) };
}

export interface PreflightJob {
  readonly connection: Connection;
  readonly clusterId: string | null;
  readonly sealed: Sealed;
}

/** Takes a waiting dry run for this engine; null when it is gone, too old, or somebody else's. */
export async function takePreflight(id: string): Promise<PreflightJob | null> {
  const { rows } = await pool().query<{ request: unknown; sealed: unknown }>(
    `UPDATE "preflight" SET "state" = 'running' WHERE "id" = $1 AND "state" = 'waiting' AND "expires_at" > now()
     RETURNING "request", "sealed"`,
    [id],
  );
  const [row] = rows;
  return row === undefined ? null : { ...Request.parse(row.request), sealed: Sealed.parse(row.sealed) };
}

export async function storeTicks(id: string, ticks: readonly Tick[], isDone: boolean): Promise<void> {
  await pool().query(
    `UPDATE "preflight" SET "ticks" = $2, "state" = CASE WHEN $3 THEN 'done' ELSE "state" END,
       "sealed" = CASE WHEN $3 THEN NULL ELSE "sealed" END WHERE "id" = $1`,
    [id, JSON.stringify(ticks), isDone],
  );
}

/** Forgets dry runs past their time. */
export async function forgetPreflights(): Promise<void> {
  await pool().query('DELETE FROM "preflight" WHERE "expires_at" < now()');
}
