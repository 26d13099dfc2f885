import { randomUUID } from "node:crypto";
import { issueToken } from "#lib/auth/api-tokens.ts";
import { startSession } from "#lib/auth/sign-in.ts";
import type { User, UserRole } from "#lib/core/api/access.ts";
import { db } from "#lib/store/client.ts";
import { addUser } from "#lib/store/people/users.ts";

const ORIGIN = { ip: "192.0.2.1", requestId: "00000000-0000-0000-0000-000000000000" };
const ACTOR = { id: "test", name: "test", ...ORIGIN };

/** A person without a usable password: most tests need a session, not a third of a second of scrypt. */
export function person(role: UserRole, name = `${role}-${randomUUID().slice(0, 8)}`): Promise<User> {
  return addUser({ name, role, passwordHash: "none" }, ACTOR);
}

/** Headers of a fresh session of this person, from an address of its own. */
export async function sessionOf(user: User): Promise<Record<string, string>> {
  const { token } = await startSession(db(), user, ORIGIN);
  return { cookie: `quorate=${token}` };
}

/** Headers of a fresh API token. */
export async function bearer(role: UserRole, expiresAt: Date | null = null): Promise<Record<string, string>> {
  const { token } = await issueToken({ name: `token-${randomUUID().slice(0, 8)}`, role, expiresAt }, ACTOR);
  return { authorization: `Bearer ${token}` };
}
