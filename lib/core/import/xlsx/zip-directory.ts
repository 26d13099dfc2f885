import { done, type Read, refuse } from "#lib/core/import/refusal.ts";

export interface ZipEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  /** Unpacked size as the archive declares it. */
  readonly size: number;
  readonly packed: Uint8Array;
}

// Signatures and lengths of APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16.
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const COMMENT_MAX = 0xffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

/** The central directory of an archive; refuses what a workbook never is: encrypted, spanned, ZIP64, overlong. */
export function zipEntries(zip: Uint8Array, entriesMax: number): Read<readonly ZipEntry[]> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = endOf(view);
  if (end === null) return refuse("not-a-workbook", { evidence: "the archive is cut off" });
  const count = view.getUint16(end + 10, true);
  if (count > entriesMax) return refuse("unsafe-archive", { evidence: `${count} parts` });
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    const entry = entryAt(zip, view, at);
    if (entry === null) return refuse("not-a-workbook", { evidence: `part ${index + 1} is damaged` });
    entries.push(entry.value);
    at = entry.next;
  }
  return done(entries);
}

function endOf(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - END_BYTES - COMMENT_MAX);
  for (let at = view.byteLength - END_BYTES; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return null;
}

function entryAt(zip: Uint8Array, view: DataView, at: number): { value: ZipEntry; next: number } | null {
  if (at + ENTRY_BYTES > zip.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) return null;
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const packedSize = view.getUint32(at + 20, true);
  const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  const local = view.getUint32(at + 42, true);
  if ((flags & ENCRYPTED) !== 0 || (method !== STORED && method !== DEFLATED)) return null;
  if (local + LOCAL_BYTES > zip.length || view.getUint32(local, true) !== LOCAL_SIGNATURE) return null;
  const start = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packedSize > zip.length || nameEnd > zip.length) return null;
  const name = new TextDecoder().decode(zip.subarray(at + ENTRY_BYTES, nameEnd));
  const packed = zip.subarray(start, start + packedSize);
  return { value: { name, isDeflated: method === DEFLATED, size: view.getUint32(at + 24, true), packed }, next };
}
