import { readSpec } from "#lib/core/plan/spec-text.ts";
import { type CellReading, faulty, reads } from "./reading.ts";

const SPEC_TEXT_MAX = 500;
const CORES = /^(\d{1,4})(?:\.0+)?\s*(?:v?cpus?|v?cores?|c|核心?|个|颗)?$/i;
const KIBIBYTES = /^(\d{3,12})\s*ki(?:b)?$/i;
const KIB_PER_MIB = 1024;
const MIB_PER_GIB = 1024;
// A machine sold as 32 G reports less: firmware and crash kernel keep up to this part (exports.md 14.1).
const RESERVED_SHARE = 0.08;
/** No machine of a cluster has this many GiB; a bare number as large as this is MiB. */
const BARE_GIB_MAX = 4096;

/** `8C-32G-150G` and its relatives; the text is kept whatever it says. */
export function readSpecCell(text: string): CellReading {
  const specText = text.slice(0, SPEC_TEXT_MAX);
  const reading = readSpec(text);
  if (reading.ok) return reads({ specText, ...reading.spec });
  return faulty("bad-spec", reading.suggestion, { specText });
}

export function readCores(text: string): CellReading {
  const cores = Number(CORES.exec(text.normalize("NFKC").trim())?.[1] ?? "0");
  if (cores >= 1 && cores <= 4096) return reads({ cpuCores: cores });
  return faulty("bad-cores", /\d+/.exec(text.normalize("NFKC"))?.[0] ?? null);
}

/** Memory with the unit of the cell, else of the header, else GiB. */
export function readMemory(text: string, unit: string | null): CellReading {
  const plain = withoutThousands(text.normalize("NFKC")).trim();
  const kibibytes = KIBIBYTES.exec(plain)?.[1];
  if (kibibytes !== undefined) return reportedMemory(Number(kibibytes) / KIB_PER_MIB);
  const isBare = /^\d+(?:\.\d+)?$/.test(plain);
  if (isBare && unit === null && Number(plain) > BARE_GIB_MAX) return faulty("unclear-unit", `${plain}M`);
  const whole = plain.replace(/^(\d+)\.0+(?=\D|$)/, "$1");
  const reading = readSpec(`1C-${isBare ? inWholeUnits(whole, unit ?? "G") : whole}`);
  return reading.ok
    ? reads({ memoryMiB: reading.spec.memoryMiB })
    : faulty("bad-memory", behind("1C-", reading.suggestion));
}

/** What a running node reports, rounded up to the size it was sold with when that is close; the person is told. */
function reportedMemory(memoryMiB: number): CellReading {
  const sold = 2 * Math.ceil(memoryMiB / MIB_PER_GIB / 2) * MIB_PER_GIB;
  if (memoryMiB >= sold * (1 - RESERVED_SHARE)) return faulty("memory-rounded", null, { memoryMiB: sold });
  return reads({ memoryMiB: Math.round(memoryMiB) });
}

/** A fraction of G or T goes to the next unit below, because sizes are whole there. */
function inWholeUnits(number: string, unit: string): string {
  const letter = unit.charAt(0);
  if (!number.includes(".")) return `${number}${letter}`;
  return letter === "T" ? `${Math.round(Number(number) * 1024)}G` : `${Math.round(Number(number) * 1024)}M`;
}

/** Disks of one cell (`100+500`, `2*1T`, `400+`), bare numbers in the unit of the header, else GB. */
export function readDisks(text: string, unit: string | null): CellReading {
  const plain = withoutThousands(text.normalize("NFKC")).replace(/\s+/g, "");
  if (/^(?:0g?b?|-+|无|none)?$/i.test(plain)) return reads({ disks: [] });
  const letter = (unit ?? "G").charAt(0);
  const sized = plain
    .replace(/[、,;/](?![^()]*\))/g, "+")
    .replace(/(\d+)\.0+(?!\d)/g, "$1")
    .replace(/(\d+)(?=\+|$|\()/g, `$1${letter}`);
  const reading = readSpec(`1C-1G-${sized}`);
  if (reading.ok) return reads({ disks: reading.spec.disks });
  return faulty("bad-disk", behind("1C-1G-", reading.suggestion));
}

function withoutThousands(text: string): string {
  return text.replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
}

/** The part of a suggested spec that belongs to this cell. */
function behind(prefix: string, suggestion: string | null): string | null {
  return suggestion?.startsWith(prefix) ? suggestion.slice(prefix.length) : null;
}
