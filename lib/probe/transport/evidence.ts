/** Long enough for an error sentence with an address, too short for a body. */
const MAX_LENGTH = 200;
/** Only the head of a hostile text is looked at, so that redaction stays cheap. */
const MAX_READ = 4000;
/** Secrets come as PEM blocks, JWTs, user names in URLs, authorisation headers, or long runs of base64 and hex. */
const SECRETS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/-----BEGIN[^-]{0,60}-----[\s\S]*?(?:-----END[^-]{0,60}-----|$)/g, "[pem]"],
  [/\/\/[^/@\s]{1,256}@/g, "//[user]@"],
  [/\b(?:bearer|basic)\s+\S+/gi, "[authorization]"],
  [/\b(?:token|password|secret|authorization)["']?\s*[:=]\s*\S+/gi, "[secret]"],
  [/\beyJ[\w-]+(?:\.[\w-]*){0,2}/g, "[token]"],
  [/[A-Za-z0-9+/_=-]{40,}/g, "[…]"],
];
/** Control characters and marks that turn the direction of text would let an error text repaint a screen or a log. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** A sentence that may be shown and stored: one line, bounded, without secrets. */
export function evidence(text: string): string {
  let safe = text.slice(0, MAX_READ);
  for (const [pattern, instead] of SECRETS) safe = safe.replace(pattern, instead);
  safe = safe.replace(UNPRINTABLE, " ").trim();
  return safe.length <= MAX_LENGTH ? safe : `${safe.slice(0, MAX_LENGTH - 1)}…`;
}
