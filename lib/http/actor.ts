import { actorName, type Principal } from "#lib/auth/principal.ts";

interface ActingCall {
  readonly principal: Principal;
  readonly ip: string;
  readonly requestId: string;
}

/** Who writes, as the store records it. */
export function actorOf({ principal, ip, requestId }: ActingCall) {
  return { id: principal.id, name: actorName(principal), ip, requestId };
}

/** What a caller may know of itself; a token is nobody's user. */
export function meOf({ kind, id, name, role }: Principal) {
  return { name, role, userId: kind === "user" ? id : null };
}
