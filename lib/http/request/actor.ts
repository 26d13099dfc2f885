import { actorName, type Principal } from "#lib/auth/principal.ts";
import { languageOf } from "./language.ts";

interface ActingCall {
  readonly principal: Principal;
  readonly ip: string;
  readonly requestId: string;
  readonly request: Request;
}

/** Who writes, as the store records it. */
export function actorOf({ principal, ip, requestId, request }: ActingCall) {
  return { id: principal.id, name: actorName(principal), ip, requestId, language: languageOf(request.headers) };
}

/** What a caller may know of itself; a token is nobody's user. */
export function meOf({ kind, id, name, role }: Principal) {
  return { name, role, userId: kind === "user" ? id : null };
}
