import * as z from "zod";
import { type ApiToken, UserRole } from "#lib/core/api/access.ts";
import { Instant } from "#lib/core/api/shapes.ts";
import { db } from "#lib/store/client.ts";
import { badCursor, readCursor, writeCursor } from "#lib/store/cursor.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import type { Prisma } from "#lib/store/generated/client.ts";
import { type Actor, audit, traceOf } from "#lib/store/people/audit.ts";
import { inTransaction } from "#lib/store/plan/transaction.ts";

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly role: UserRole;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

export interface NewToken {
  readonly name: string;
  readonly role: UserRole;
  readonly prefix: string;
  readonly tokenHash: string;
  readonly expiresAt: Date | null;
}

interface PageAsk {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface TokenPage {
  rows: ApiToken[];
  nextCursor: string | null;
  total: number;
}

export async function findToken(tokenHash: string): Promise<TokenRow | null> {
  const row = await db().apiToken.findUnique({
    where: { tokenHash },
    select: { id: true, name: true, role: true, expiresAt: true, lastUsedAt: true },
  });
  return row === null ? null : { ...row, role: UserRole.parse(row.role) };
}

export async function touchToken(id: string, at: Date): Promise<void> {
  await db().apiToken.updateMany({ where: { id }, data: { lastUsedAt: at } });
}

/** Tokens, newest first. */
export async function listTokens({ cursor, limit }: PageAsk): Promise<TokenPage> {
  const after = readCursor(cursor, 2);
  const [createdAt, id] = after === null ? [new Date(0), ""] : place(after);
  const rows = await db().apiToken.findMany({
    where: after === null ? {} : { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    omit: { tokenHash: true },
  });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit).map(asToken),
    nextCursor: last === undefined ? null : writeCursor([last.createdAt.toISOString(), last.id]),
    total: await db().apiToken.count(),
  };
}

export async function addToken(token: NewToken, actor: Actor): Promise<ApiToken> {
  return inTransaction(async (tx) => {
    const row = await tx.apiToken.create({ data: { ...token, createdBy: actor.name }, omit: { tokenHash: true } });
    const after = { name: row.name, role: row.role, prefix: row.prefix, expiresAt: row.expiresAt };
    await audit(tx, { ...traceOf(actor), action: "token.add", object: `token:${row.name}`, after });
    return asToken(row);
  });
}

export async function removeToken(id: string, actor: Actor): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await tx.apiToken.findUnique({ where: { id }, omit: { tokenHash: true } });
    const { count } = await tx.apiToken.deleteMany({ where: { id } });
    if (row === null || count === 0) {
      throw new StoreProblem("not-found", { code: "not-found", detail: "There is no such token. Reload the list." });
    }
    await audit(tx, { ...traceOf(actor), action: "token.revoke", object: `token:${row.name}`, before: asToken(row) });
  });
}

/** Revokes the tokens that a person made, of the given roles: a token must not outlive its maker's own right. */
export async function removeTokensOf(
  tx: Prisma.TransactionClient,
  maker: string,
  roles: readonly UserRole[],
): Promise<readonly string[]> {
  const where = { createdBy: maker, role: { in: [...roles] } };
  const rows = await tx.apiToken.findMany({ where, select: { name: true } });
  await tx.apiToken.deleteMany({ where });
  return rows.map((row) => row.name);
}

const Place = z.tuple([Instant.transform((at) => new Date(at)), z.uuid()]);

function place(after: readonly string[]): readonly [Date, string] {
  const parsed = Place.safeParse(after);
  if (parsed.success) return parsed.data;
  throw badCursor();
}

interface TokenColumns {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly prefix: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

function asToken(row: TokenColumns): ApiToken {
  return {
    id: row.id,
    name: row.name,
    role: UserRole.parse(row.role),
    prefix: row.prefix,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
