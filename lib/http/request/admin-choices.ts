import { isAllowed, type Principal } from "#lib/auth/principal.ts";
import type { Connection } from "#lib/core/connection/connection.ts";
import { adminChoices } from "#lib/core/connection/safeguards.ts";
import { Refused } from "#lib/http/errors.ts";

/** Refuses what only an admin may switch on in a connection, unless it is on already. */
export function refuseAdminChoices(principal: Principal, before: Connection | null, next: Connection): void {
  const [choice] = isAllowed(principal.role, "admin") ? [] : adminChoices(before, next);
  if (choice === undefined) return;
  throw new Refused({ code: `admin-${choice}`, detail: DETAILS[choice] });
}

const DETAILS = {
  loopback:
    "Only an admin may let a connection use addresses of this very host. Use the address of a master, or ask one.",
  unverified:
    "Only an admin may leave a server unverified. Give the authority, or pin the server's certificate by its fingerprint.",
  "in-cluster":
    "Only an admin may let a connection use the service account of the pod that Quorate runs in. Give a credential, or ask one.",
};
