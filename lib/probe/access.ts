/** How we prove who we are. `locked` = sealed to a key that this engine does not hold. */
export type Credential =
  | { readonly form: "none" }
  | { readonly form: "locked" }
  | { readonly form: "token"; readonly token: string }
  | { readonly form: "certificate"; readonly certificatePem: string; readonly keyPem: string }
  | { readonly form: "password"; readonly user: string; readonly password: string };

/** Whom we believe: given authorities, those of the platform, or one certificate by its SHA-256 (lower-case hex). */
export type Trust =
  | { readonly kind: "authorities"; readonly pem: string }
  | { readonly kind: "platform" }
  | { readonly kind: "pinned"; readonly fingerprint: string };

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
