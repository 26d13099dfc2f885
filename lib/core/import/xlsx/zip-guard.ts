import { Inflate } from "fflate";
import { done, type Read, refuse } from "#lib/core/import/refusal.ts";
import { type ZipEntry, zipEntries } from "./zip-directory.ts";

const INFLATED_MAX = 50_000_000;
const RATIO_MAX = 100;
const ENTRIES_MAX = 200;
// Deflate reaches 1,032:1, so one chunk can never put more than about 4 MB on top of the caps.
const CHUNK_BYTES = 4096;

/**
 * Unpacks the XML parts of a workbook and nothing else, counting what really comes out: declared sizes are not
 * believed, and one that differs from the truth refuses the file.
 */
export function unpackXml(zip: Uint8Array): Read<ReadonlyMap<string, Uint8Array>> {
  const entries = zipEntries(zip, ENTRIES_MAX);
  if (!entries.ok) return entries;
  const parts = new Map<string, Uint8Array>();
  const limit = Math.min(INFLATED_MAX, zip.length * RATIO_MAX);
  let total = 0;
  for (const entry of entries.value) {
    if (!/\.(?:xml|rels)$/i.test(entry.name)) continue;
    const part = inflate(entry, limit - total);
    if (part === null) return refuse("unsafe-archive", { evidence: `more than ${limit} bytes unpacked` });
    if (part.length !== entry.size) return refuse("unsafe-archive", { evidence: "a size is not what it says" });
    if (parts.has(entry.name)) return refuse("unsafe-archive", { evidence: "a part is there twice" });
    total += part.length;
    parts.set(entry.name, part);
  }
  return done(parts);
}

/** The unpacked bytes of one part, or null as soon as they are more than `limit`. */
function inflate(entry: ZipEntry, limit: number): Uint8Array | null {
  if (!entry.isDeflated) return entry.packed.length > limit ? null : entry.packed;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((chunk) => {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  });
  for (let start = 0; start < entry.packed.length && length <= limit; start += CHUNK_BYTES) {
    const end = start + CHUNK_BYTES;
    stream.push(entry.packed.subarray(start, end), end >= entry.packed.length);
  }
  return length > limit ? null : joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
