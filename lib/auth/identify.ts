import { findSession, touchSession } from "#lib/store/people/sessions.ts";
import { findToken, touchToken } from "#lib/store/people/tokens.ts";
import { sessionTokenOf } from "./cookie.ts";
import { isApiToken, secretHash } from "./credentials/secret-text.ts";
import type { Principal } from "./principal.ts";

/** A session that nobody used for this long has ended. */
const IDLE_MS = 12 * 3600 * 1000;
/** "Last seen" and "last used" are written at most this often: they are for people, not for measuring. */
const SEEN_EVERY_MS = 60_000;

/** The text after `Bearer`, or null without an Authorization header; any other scheme gives an empty text. */
export function bearerOf(headers: Headers): string | null {
  const header = headers.get("authorization");
  if (header === null) return null;
  return /^Bearer +(\S+)$/i.exec(header)?.[1] ?? "";
}

/**
 * Who calls, or null. Read from the database on every request, so that a disabled person and a revoked token are out
 * at once. With an Authorization header the cookie is not looked at: the two never combine.
 */
export async function identify(headers: Headers, nowMs = Date.now()): Promise<Principal | null> {
  const bearer = bearerOf(headers);
  if (bearer !== null) return byToken(bearer, nowMs);
  const token = sessionTokenOf(headers);
  return token === null ? null : bySession(token, nowMs);
}

async function bySession(token: string, nowMs: number): Promise<Principal | null> {
  const tokenHash = secretHash(token);
  const session = await findSession(tokenHash);
  if (session === null || session.user.isDisabled) return null;
  const seenMs = session.lastSeenAt.getTime();
  if (nowMs >= session.expiresAt.getTime() || nowMs - seenMs >= IDLE_MS) return null;
  if (nowMs - seenMs >= SEEN_EVERY_MS) await touchSession(tokenHash, session.user.id, new Date(nowMs));
  const { id, name, role } = session.user;
  return { kind: "user", id, name, role };
}

async function byToken(text: string, nowMs: number): Promise<Principal | null> {
  const token = isApiToken(text) ? await findToken(secretHash(text)) : null;
  if (token === null || (token.expiresAt !== null && nowMs >= token.expiresAt.getTime())) return null;
  const usedMs = token.lastUsedAt?.getTime() ?? 0;
  if (nowMs - usedMs >= SEEN_EVERY_MS) await touchToken(token.id, new Date(nowMs));
  return { kind: "token", id: token.id, name: token.name, role: token.role };
}
