import * as z from "zod";

const Base64 = z.base64();

/**
 * A secret that only the holder of the private key can open. A random data key encrypts the plaintext; the data key
 * is encrypted to the engine's X25519 public key, so that a rotation re-seals 32 bytes and not the data.
 */
export const Sealed = z.strictObject({
  algorithm: z.literal("x25519-hkdf-sha256+aes-256-gcm"),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  /** Raw public key of the one-time pair, 32 bytes. */
  ephemeral: Base64,
  /** Nonce (12), data key (32) and tag (16) of the wrapped data key. */
  wrappedKey: Base64,
  /** Nonce (12), ciphertext and tag (16) of the plaintext. */
  ciphertext: Base64,
});
export type Sealed = z.infer<typeof Sealed>;

/** What a sealed value belongs to. Ciphertext moved to another row, field or version does not open. */
export interface SealedPlace {
  readonly table: string;
  readonly id: string;
  readonly field: string;
  readonly version: number;
}

export type Opened =
  | { readonly ok: true; readonly plaintext: Buffer }
  | { readonly ok: false; readonly problem: "wrong-key" | "tampered" };
