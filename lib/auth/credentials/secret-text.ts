import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** 256 bits: nobody guesses it, so a plain SHA-256 is enough to store it by. */
const SECRET_BYTES = 32;

/** A new opaque secret: a session id or a set-up token. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** What the database keeps instead of a secret. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PREFIX_LENGTH = 8;
/** 43 digits of base 62 hold 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const TOKEN = new RegExp(
  `^qrt_([0-9A-Za-z]{${PREFIX_LENGTH}})_([0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`,
);

/** A new API token: a prefix to find it by, a secret, and a checksum that tells a typing mistake from a revoked token. */
export function newApiToken(): { readonly text: string; readonly prefix: string } {
  const prefix = `qrt_${randomDigits(PREFIX_LENGTH)}`;
  const body = `${prefix}_${randomDigits(SECRET_LENGTH)}`;
  return { text: body + checksum(body), prefix };
}

/** True when the text has the form of a token and its checksum holds; saves a database look-up for the rest. */
export function isApiToken(text: string): boolean {
  return TOKEN.test(text) && checksum(text.slice(0, -CHECKSUM_LENGTH)) === text.slice(-CHECKSUM_LENGTH);
}

function checksum(text: string): string {
  return inBase62(crc32(text)).padStart(CHECKSUM_LENGTH, "0");
}

function inBase62(value: number): string {
  const rest = Math.floor(value / DIGITS.length);
  return (rest === 0 ? "" : inBase62(rest)) + DIGITS.charAt(value % DIGITS.length);
}

function randomDigits(length: number): string {
  let text = "";
  while (text.length < length) {
    // 248 is the largest multiple of 62 in a byte; larger values would favour the first digits.
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += DIGITS.charAt(byte % 62);
  }
  return text;
}
