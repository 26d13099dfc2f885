import { type User, UserRole } from "#lib/core/api/access.ts";
import { db } from "#lib/store/client.ts";
import { readCursor, writeCursor } from "#lib/store/cursor.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import { Prisma } from "#lib/store/generated/client.ts";
import { type Actor, audit, traceOf } from "#lib/store/people/audit.ts";
import { inTransaction } from "#lib/store/plan/transaction.ts";
import { removeSessionsOf } from "./sessions.ts";
import { removeTokensOf } from "./tokens.ts";

/** What sign-in reads; the hash never leaves lib/auth. */
export interface Login {
  readonly id: string;
  readonly name: string;
  readonly role: UserRole;
  readonly isDisabled: boolean;
  readonly passwordHash: string;
}

export interface NewUser {
  readonly name: string;
  readonly role: UserRole;
  readonly passwordHash: string;
}

export interface UserPatch {
  readonly role?: UserRole | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly passwordHash?: string | undefined;
}

interface UserPage {
  rows: User[];
  nextCursor: string | null;
  total: number;
}

export function countUsers(): Promise<number> {
  return db().user.count();
}

export async function findLogin(name: string): Promise<Login | null> {
  const row = await db().user.findUnique({ where: { nameKey: nameKeyOf(name) } });
  return row === null ? null : asLogin(row);
}

export async function findLoginById(id: string): Promise<Login | null> {
  const row = await db().user.findUnique({ where: { id } });
  return row === null ? null : asLogin(row);
}

/** People by name. */
export async function listUsers(ask: { readonly cursor?: string | undefined; limit: number }): Promise<UserPage> {
  const [after] = readCursor(ask.cursor, 1) ?? [];
  const rows = await db().user.findMany({
    where: after === undefined ? {} : { nameKey: { gt: after } },
    orderBy: { nameKey: "asc" },
    take: ask.limit + 1,
    omit: { passwordHash: true },
  });
  const last = rows.length > ask.limit ? rows[ask.limit - 1] : undefined;
  return {
    rows: rows.slice(0, ask.limit).map(asUser),
    nextCursor: last === undefined ? null : writeCursor([last.nameKey]),
    total: await countUsers(),
  };
}

export function addUser(user: NewUser, actor: Actor): Promise<User> {
  return inTransaction((tx) => insertUser(tx, user, actor));
}

/** Inserts a person with the audit row, in a transaction of the caller's. */
export async function insertUser(tx: Prisma.TransactionClient, user: NewUser, actor: Actor): Promise<User> {
  try {
    const row = await tx.user.create({
      data: { ...user, nameKey: nameKeyOf(user.name) },
      omit: { passwordHash: true },
    });
    await audit(tx, { ...traceOf(actor), action: "user.add", object: `user:${row.name}`, after: rights(row) });
    return asUser(row);
  } catch (cause) {
    if (!(cause instanceof Prisma.PrismaClientKnownRequestError) || cause.code !== "P2002") throw cause;
    throw new StoreProblem("conflict", {
      code: "name-taken",
      detail: `There is already a person named ${user.name} (capitals do not count). Choose another name.`,
      cause,
    });
  }
}

/** Changes role, state or password. The last active admin stays one; whoever loses a right loses what hangs on it. */
export function changeUser(id: string, patch: UserPatch, actor: Actor): Promise<User> {
  return inTransaction(async (tx) => {
    const admins = await lockAdmins(tx);
    const before = await tx.user.findUnique({ where: { id } });
    if (before === null) throw noSuchPerson();
    const data = definedOf(patch);
    const after = { role: patch.role ?? before.role, isDisabled: patch.isDisabled ?? before.isDisabled };
    if (admins.length === 1 && admins[0] === id && (after.role !== "admin" || after.isDisabled)) throw lastAdmin();
    const row = await tx.user.update({ where: { id }, data, omit: { passwordHash: true } });
    if (after.isDisabled || patch.passwordHash !== undefined) await removeSessionsOf(tx, id);
    const revoked = await removeTokensOf(tx, before.name, after.isDisabled ? UserRole.options : rolesAbove(row.role));
    await traceChange(tx, { actor, before, row, revoked, isNewPassword: patch.passwordHash !== undefined });
    return asUser(row);
  });
}

/** Replaces a person's own password hash and ends their other sessions. */
export async function replacePassword(
  { id, passwordHash }: { readonly id: string; readonly passwordHash: string },
  keepSession: string | undefined,
  actor: Actor,
): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.user.update({ where: { id }, data: { passwordHash } });
    await removeSessionsOf(tx, id, keepSession);
    await audit(tx, { ...traceOf(actor), action: "user.password", object: `user:${actor.name}` });
  });
}

/** Stores the same password under newer costs; nothing that anyone would want to read in the audit. */
export async function upgradeHash(id: string, passwordHash: string): Promise<void> {
  await db().user.updateMany({ where: { id }, data: { passwordHash } });
}

// Ids of active admins, locked: two admins who demote each other at once are taken one after the other.
async function lockAdmins(tx: Prisma.TransactionClient): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<readonly { readonly id: string }[]>`
    SELECT id FROM app_user WHERE role = 'admin' AND NOT is_disabled ORDER BY id FOR UPDATE`;
  return rows.map((row) => row.id);
}

interface UserColumns {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly isDisabled: boolean;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
}

interface UserChange {
  readonly actor: Actor;
  readonly before: UserColumns;
  readonly row: UserColumns;
  readonly revoked: readonly string[];
  readonly isNewPassword: boolean;
}

async function traceChange(tx: Prisma.TransactionClient, change: UserChange): Promise<void> {
  const { actor, before, row } = change;
  const trace = { ...traceOf(actor), object: `user:${row.name}`, before: rights(before), after: rights(row) };
  if (before.role !== row.role) await audit(tx, { ...trace, action: `user.role.${row.role}` });
  if (before.isDisabled !== row.isDisabled) {
    await audit(tx, { ...trace, action: row.isDisabled ? "user.disable" : "user.enable" });
  }
  if (change.isNewPassword) await audit(tx, { ...trace, action: "user.password" });
  for (const name of change.revoked) {
    await audit(tx, { ...traceOf(actor), action: "token.revoke", object: `token:${name}` });
  }
}

function rolesAbove(role: string): readonly UserRole[] {
  return UserRole.options.slice(UserRole.options.indexOf(UserRole.parse(role)) + 1);
}

function rights(row: UserColumns) {
  return { name: row.name, role: row.role, isDisabled: row.isDisabled };
}

function definedOf({ role, isDisabled, passwordHash }: UserPatch): Prisma.UserUpdateInput {
  return {
    ...(role === undefined ? {} : { role }),
    ...(isDisabled === undefined ? {} : { isDisabled }),
    ...(passwordHash === undefined ? {} : { passwordHash }),
  };
}

function nameKeyOf(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

function asUser(row: UserColumns): User {
  return {
    id: row.id,
    name: row.name,
    role: UserRole.parse(row.role),
    isDisabled: row.isDisabled,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  };
}

function asLogin(row: UserColumns & { readonly passwordHash: string }): Login {
  const { id, name, isDisabled, passwordHash } = row;
  return { id, name, isDisabled, passwordHash, role: UserRole.parse(row.role) };
}

function noSuchPerson(): StoreProblem {
  return new StoreProblem("not-found", { code: "not-found", detail: "There is no such person. Reload the list." });
}

function lastAdmin(): StoreProblem {
  return new StoreProblem("conflict", {
    code: "last-admin",
    detail: "This is the last active admin: without one, nobody could manage people. Make another person admin first.",
  });
}
