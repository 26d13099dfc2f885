import type { UserRole } from "#lib/core/api/access.ts";
import type { Policy } from "#lib/core/api/route-spec.ts";

/** Who is calling: a person with a session, or a program with an API token. */
export interface Principal {
  readonly kind: "user" | "token";
  readonly id: string;
  readonly name: string;
  readonly role: UserRole;
}

const RANK = { public: 0, viewer: 1, editor: 2, admin: 3 } as const satisfies Record<Policy, number>;

/** True when `role` is at least what `policy` asks. */
export function isAllowed(role: UserRole, policy: Policy): boolean {
  return RANK[role] >= RANK[policy];
}

/** The name that audit and history show; a token can never be mistaken for a person. */
export function actorName(principal: Principal): string {
  return principal.kind === "token" ? `token:${principal.name}` : principal.name;
}
