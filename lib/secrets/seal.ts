import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { keyIdOf, rawPublicKey } from "./key-pair.ts";
import type { Opened, Sealed, SealedPlace } from "./sealed.ts";

const ALGORITHM = "x25519-hkdf-sha256+aes-256-gcm";
const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** DER head of an X25519 public key (RFC 8410); the 32 raw bytes follow. */
const SPKI_HEAD = Buffer.from("302a300506032b656e032100", "hex");

/** Seals to a public key. Whoever seals cannot open: the one-time private key is dropped here. */
export function seal(publicKey: KeyObject, plaintext: Uint8Array, place: SealedPlace): Sealed {
  const dataKey = randomBytes(KEY_BYTES);
  const ciphertext = encrypt(dataKey, plaintext, aadOf(place));
  return { ...wrap(publicKey, dataKey, place), ciphertext: ciphertext.toString("base64") };
}

/** Opens what was sealed for this place; a wrong key and changed bytes are told apart by the key id. */
export function open(privateKey: KeyObject, sealed: Sealed, place: SealedPlace): Opened {
  const dataKey = unwrap(privateKey, sealed, place);
  if (dataKey === null) return { ok: false, problem: isFor(privateKey, sealed) ? "tampered" : "wrong-key" };
  const plaintext = decrypt(dataKey, Buffer.from(sealed.ciphertext, "base64"), aadOf(place));
  return plaintext === null ? { ok: false, problem: "tampered" } : { ok: true, plaintext };
}

/** The same data under another key, or null when the old key does not open it. The data itself is not touched. */
export function reseal(oldKey: KeyObject, newPublicKey: KeyObject, moved: Moved): Sealed | null {
  const { sealed, place } = moved;
  const dataKey = unwrap(oldKey, sealed, place);
  return dataKey === null ? null : { ...wrap(newPublicKey, dataKey, place), ciphertext: sealed.ciphertext };
}

interface Moved {
  readonly sealed: Sealed;
  readonly place: SealedPlace;
}

function wrap(publicKey: KeyObject, dataKey: Uint8Array, place: SealedPlace): Omit<Sealed, "ciphertext"> {
  const oneTime = generateKeyPairSync("x25519");
  const ephemeral = rawPublicKey(oneTime.publicKey);
  const secret = diffieHellman({ privateKey: oneTime.privateKey, publicKey });
  const key = wrappingKey(secret, ephemeral, rawPublicKey(publicKey));
  return {
    algorithm: ALGORITHM,
    keyId: keyIdOf(publicKey),
    ephemeral: ephemeral.toString("base64"),
    wrappedKey: encrypt(key, dataKey, aadOf(place)).toString("base64"),
  };
}

function unwrap(privateKey: KeyObject, sealed: Sealed, place: SealedPlace): Buffer | null {
  if (!isFor(privateKey, sealed)) return null;
  const ephemeral = Buffer.from(sealed.ephemeral, "base64");
  if (ephemeral.length !== KEY_BYTES) return null;
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_HEAD, ephemeral]), format: "der", type: "spki" });
  const secret = sharedSecret(privateKey, publicKey);
  if (secret === null) return null;
  const key = wrappingKey(secret, ephemeral, rawPublicKey(createPublicKey(privateKey)));
  return decrypt(key, Buffer.from(sealed.wrappedKey, "base64"), aadOf(place));
}

/** Null for a point of small order, which an attacker could have put there; OpenSSL refuses it. */
function sharedSecret(privateKey: KeyObject, publicKey: KeyObject): Buffer | null {
  try {
    return diffieHellman({ privateKey, publicKey });
  } catch {
    return null;
  }
}

function isFor(privateKey: KeyObject, sealed: Sealed): boolean {
  return keyIdOf(createPublicKey(privateKey)) === sealed.keyId;
}

function wrappingKey(secret: Buffer, ephemeral: Buffer, recipient: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, Buffer.concat([ephemeral, recipient]), ALGORITHM, KEY_BYTES));
}

function aadOf({ table, id, field, version }: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([table, id, field, version]));
}

function encrypt(key: Uint8Array, plaintext: Uint8Array, aad: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(aad);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Null when a byte of ciphertext, key or place differs. */
function decrypt(key: Uint8Array, box: Buffer, aad: Buffer): Buffer | null {
  if (box.length < NONCE_BYTES + TAG_BYTES) return null;
  const end = box.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(aad).setAuthTag(box.subarray(end));
  try {
    return Buffer.concat([decipher.update(box.subarray(NONCE_BYTES, end)), decipher.final()]);
  } catch {
    return null;
  }
}
