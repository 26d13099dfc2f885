import type { Trust } from "#lib/core/connection/connection.ts";

/** How we prove who we are. `locked` = sealed to a key that this engine does not hold; `outside-pod` = the account of a pod, and this is none. */
export type Credential =
  | { readonly kind: "none" }
  | { readonly kind: "locked" }
  | { readonly kind: "outside-pod" }
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "certificate"; readonly certificatePem: string; readonly keyPem: string }
  | { readonly kind: "password"; readonly user: string; readonly password: string };

/**
 * What a probe may use at one group of targets. Kept-alive connections belong to this very object: make one per
 * connection and kind of endpoint, and `release` it when its credential changes.
 */
export interface Access {
  readonly trust: Trust;
  readonly credential: Credential;
  /** Name to ask for and to verify; null = the host of the address. */
  readonly serverName: string | null;
}
