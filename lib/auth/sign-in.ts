import { db } from "#lib/store/client.ts";
import type { Prisma } from "#lib/store/generated/client.ts";
import { audit } from "#lib/store/people/audit.ts";
import { addSession, removeSession } from "#lib/store/people/sessions.ts";
import { findLogin, findLoginById, type Login, replacePassword, upgradeHash } from "#lib/store/people/users.ts";
import { inTransaction } from "#lib/store/plan/transaction.ts";
import { SESSION_MAX_S } from "./cookie.ts";
import { hashPassword, isOutdated, verifyPassword } from "./credentials/password.ts";
import { newSecret, secretHash } from "./credentials/secret-text.ts";
import { sharedGuard } from "./credentials/sign-in-guard.ts";
import type { Principal } from "./principal.ts";

/** Where a sign-in comes from, for the audit and for the session row. */
export interface Origin {
  readonly ip: string;
  readonly requestId: string;
}

export interface SignedIn {
  readonly kind: "signed-in";
  /** The new session's token: for the cookie, and nowhere else. */
  readonly token: string;
  readonly principal: Principal;
}

export type SignInOutcome =
  | SignedIn
  | { readonly kind: "refused" }
  | { readonly kind: "wait"; readonly retryAfterS: number };

interface Attempt {
  readonly name: string;
  readonly password: string;
  /** The session that this browser had before; it ends, so that a planted id is worth nothing. */
  readonly formerToken: string | null;
}

/** Checks a password and starts a new session. The same answer, after the same work, for a wrong name and a wrong password. */
export async function signIn(attempt: Attempt, origin: Origin): Promise<SignInOutcome> {
  const key = attempt.name.normalize("NFKC").toLowerCase();
  const waitMs = sharedGuard().begin(key, Date.now());
  if (waitMs > 0) return { kind: "wait", retryAfterS: Math.ceil(waitMs / 1000) };
  const login = await findLogin(attempt.name);
  const isRight = await verifyPassword(attempt.password, login?.passwordHash ?? null);
  if (login === null || !isRight || login.isDisabled) {
    await traceFailure(login, attempt.name, origin);
    return { kind: "refused" };
  }
  sharedGuard().succeed(key);
  if (isOutdated(login.passwordHash)) await upgradeHash(login.id, await hashPassword(attempt.password));
  const { formerToken } = attempt;
  return inTransaction(async (tx) => {
    if (formerToken !== null) await removeSession(tx, secretHash(formerToken));
    return startSession(tx, login, origin);
  });
}

/** A new session of a person, inside the caller's transaction, with its audit row. */
export async function startSession(
  tx: Prisma.TransactionClient,
  user: Pick<Login, "id" | "name" | "role">,
  origin: Origin,
): Promise<SignedIn> {
  const token = newSecret();
  const nowMs = Date.now();
  const expiresAt = new Date(nowMs + SESSION_MAX_S * 1000);
  await addSession(tx, { tokenHash: secretHash(token), userId: user.id, ip: origin.ip, expiresAt }, nowMs);
  await audit(tx, { ...origin, actor: user.name, action: "session.start", object: `user:${user.name}` });
  return { kind: "signed-in", token, principal: { kind: "user", id: user.id, name: user.name, role: user.role } };
}

/** Ends one session. */
export async function signOut(token: string, principal: Principal, origin: Origin): Promise<void> {
  await inTransaction(async (tx) => {
    await removeSession(tx, secretHash(token));
    await audit(tx, { ...origin, actor: principal.name, action: "session.end", object: `user:${principal.name}` });
  });
}

interface PasswordChange {
  readonly principal: Principal;
  readonly current: string;
  readonly next: string;
  readonly token: string | null;
}

/** Changes one's own password; false when the current one is wrong. Other sessions end. */
export async function changeOwnPassword(change: PasswordChange, origin: Origin): Promise<boolean> {
  const { principal, token } = change;
  const login = await findLoginById(principal.id);
  if (login === null || !(await verifyPassword(change.current, login.passwordHash))) return false;
  const passwordHash = await hashPassword(change.next);
  const keep = token === null ? undefined : secretHash(token);
  await replacePassword({ id: login.id, passwordHash }, keep, { ...origin, id: login.id, name: login.name });
  return true;
}

/** People type passwords into the name field: of an unknown name only the start is kept. */
const UNKNOWN_NAME_KEPT = 3;

async function traceFailure(login: Login | null, typed: string, origin: Origin): Promise<void> {
  const object = login === null ? `unknown name ${typed.slice(0, UNKNOWN_NAME_KEPT)}…` : `user:${login.name}`;
  const action = login?.isDisabled === true ? "session.refuse-disabled" : "session.refuse";
  await audit(db(), { ...origin, actor: "anonymous", action, object });
}
