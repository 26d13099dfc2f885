import { done, type Read, refuse } from "#lib/core/import/refusal.ts";

export interface Decoded {
  readonly text: string;
  readonly encoding: string;
}

// How many bytes are looked at to tell UTF-16 without a mark from other text.
const PROBE_BYTES = 4096;
const NUL = String.fromCharCode(0);
/** What a decoder puts where bytes mean nothing. */
const REPLACEMENT = "\ufffd";

/** Bytes to text: UTF-16 by its mark or by its zero bytes, else UTF-8, else GB18030. */
export function decode(bytes: Uint8Array): Read<Decoded> {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const nul = text.indexOf(NUL);
  if (nul >= 0) return refuse("binary", placeOf(text, nul));
  const lost = encoding === "gb18030" ? text.indexOf(REPLACEMENT) : -1;
  return lost < 0 ? done({ text, encoding }) : refuse("mixed-encoding", placeOf(text, lost));
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const unmarked = unmarkedUtf16(bytes.subarray(0, PROBE_BYTES));
  if (unmarked !== null) return unmarked;
  return isUtf8(bytes) ? "utf-8" : "gb18030";
}

/** In UTF-16 the Latin letters, digits and delimiters of a table have every other byte zero. */
function unmarkedUtf16(probe: Uint8Array): string | null {
  const zeros = [0, 0];
  probe.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const least = probe.length / 8;
  if (odd > least && even === 0) return "utf-16le";
  if (even > least && odd === 0) return "utf-16be";
  return null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
