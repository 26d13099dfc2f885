import type { Machine, Spec } from "./machine.ts";
import { specFrom } from "./text/assign.ts";
import { type Expected, type Fault, normalised, partsOf } from "./text/parts.ts";
import { likelySpec } from "./text/suggest.ts";
import { type Token, tokenise } from "./text/tokens.ts";
import { type SpecForm, writeSpec as writeText } from "./text/write.ts";

// The longest detailed text of a valid spec (64 different disks) has about 3,100 characters.
const TEXT_MAX = 4000;
const SHOWN_MAX = 40;

export type SpecReading =
  | { readonly ok: true; readonly spec: Spec }
  | {
      readonly ok: false;
      /** The bad part as written; the whole text when something is missing from it. */
      readonly part: string;
      readonly expected: Expected;
      /** A text that can be read, to be offered and never taken silently. */
      readonly suggestion: string | null;
    };

/** Reads `8C-32G-150G` and its relatives: cores, memory in MiB (`G` = GiB), disks in GB as sold; linear in the text. */
export function readSpec(text: string): SpecReading {
  if (text.length > TEXT_MAX) return tooLong(text);
  const plain = normalised(text);
  if (plain.length > TEXT_MAX) return tooLong(text);
  const tokens = tokenise(plain);
  const spec = specOrFault(plain, tokens);
  if (!("expected" in spec)) return { ok: true, spec };
  const likely = likelySpec(tokens);
  return refusal(spec, likely === null ? null : writeText(likely, "classic"));
}

function specOrFault(plain: string, tokens: readonly Token[]): Spec | Fault {
  const hasUnit = tokens.some(({ meaning }) => meaning.unit !== undefined);
  if (!hasUnit && tokens.some(({ type }) => type === "number")) return { part: plain, expected: "unit" };
  const parts = partsOf(tokens);
  return "expected" in parts ? parts : specFrom(parts, plain);
}

function tooLong(text: string): SpecReading {
  return refusal({ part: text.slice(0, SHOWN_MAX), expected: "shorter" }, null);
}

function refusal({ part, expected }: Fault, suggestion: string | null): SpecReading {
  return { ok: false, part, expected, suggestion };
}

/** `classic` is `8C-32G-100G+500G`; `detailed` adds kind, purpose and use of each disk in brackets. */
export function writeSpec(spec: Spec, form: SpecForm): string {
  return writeText(spec, form);
}

/** The classic spec text of a machine, or null while its cores or memory are unknown. */
export function specOf({
  cpuCores,
  memoryMiB,
  disks,
}: Pick<Machine, "cpuCores" | "memoryMiB" | "disks">): string | null {
  return cpuCores === undefined || memoryMiB === undefined
    ? null
    : writeText({ cpuCores, memoryMiB, disks }, "classic");
}

const MIB_PER_GIB = 1024;
const GB_PER_TB = 1000;

/** For the screen: `32 GiB`, or `1536 MiB` between whole GiB. */
export function formatMemory(memoryMiB: number): string {
  return memoryMiB % MIB_PER_GIB === 0 ? `${memoryMiB / MIB_PER_GIB} GiB` : `${memoryMiB} MiB`;
}

/** For the screen: `150 GB`, or `2 TB` when the TB are whole. */
export function formatDisk(sizeGB: number): string {
  return sizeGB % GB_PER_TB === 0 ? `${sizeGB / GB_PER_TB} TB` : `${sizeGB} GB`;
}
