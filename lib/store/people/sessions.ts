import { UserRole } from "#lib/core/api/access.ts";
import { db } from "#lib/store/client.ts";
import type { Prisma } from "#lib/store/generated/client.ts";

export interface SessionRow {
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly user: { readonly id: string; readonly name: string; readonly role: UserRole; readonly isDisabled: boolean };
}

interface NewSession {
  readonly tokenHash: string;
  readonly userId: string;
  readonly ip: string;
  readonly expiresAt: Date;
}

export async function findSession(tokenHash: string): Promise<SessionRow | null> {
  const row = await db().session.findUnique({
    where: { tokenHash },
    select: {
      lastSeenAt: true,
      expiresAt: true,
      user: { select: { id: true, name: true, role: true, isDisabled: true } },
    },
  });
  return row === null ? null : { ...row, user: { ...row.user, role: UserRole.parse(row.user.role) } };
}

/** Adds a session and clears away those of the same person that have run out. */
export async function addSession(tx: Prisma.TransactionClient, session: NewSession, nowMs: number): Promise<void> {
  await tx.session.deleteMany({ where: { userId: session.userId, expiresAt: { lt: new Date(nowMs) } } });
  await tx.session.create({ data: session });
  await tx.user.update({ where: { id: session.userId }, data: { lastSeenAt: new Date(nowMs) } });
}

export async function touchSession(tokenHash: string, userId: string, at: Date): Promise<void> {
  await db().session.updateMany({ where: { tokenHash }, data: { lastSeenAt: at } });
  await db().user.updateMany({ where: { id: userId }, data: { lastSeenAt: at } });
}

export async function removeSession(tx: Prisma.TransactionClient, tokenHash: string): Promise<void> {
  await tx.session.deleteMany({ where: { tokenHash } });
}

/** Ends every session of a person, except the one that asks (when it is given). */
export async function removeSessionsOf(
  tx: Prisma.TransactionClient,
  userId: string,
  exceptHash?: string,
): Promise<number> {
  const except = exceptHash === undefined ? {} : { tokenHash: { not: exceptHash } };
  const { count } = await tx.session.deleteMany({ where: { userId, ...except } });
  return count;
}
