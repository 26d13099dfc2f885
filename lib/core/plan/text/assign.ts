import type { Disk, Spec } from "#lib/core/plan/machine.ts";
import { coresFrom, DISKS_MAX, diskFrom, memoryFrom } from "./figures.ts";
import type { Expected, Fault, Part } from "./parts.ts";

type Place = "cores" | "memory" | "disk";
type Found = {
  cores: number | null;
  memory: number | null;
  system: Disk[];
  others: Disk[];
  hasSystem: boolean;
  last: Place | null;
};

/** Gives every quantity its place: by unit and label first, then in the order memory, disks. */
export function specFrom(parts: readonly Part[], text: string): Spec | Fault {
  const found: Found = { cores: null, memory: null, system: [], others: [], hasSystem: false, last: null };
  const hasMemoryLabel = parts.some(({ label }) => label === "memory");
  for (const part of parts) {
    const place = placeOf(part, hasMemoryLabel || found.memory !== null);
    const expected = take(found, part, place);
    if (expected !== null) return { part: part.text, expected };
    found.last = place;
  }
  if (found.cores === null) return { part: text, expected: "cores" };
  if (found.memory === null) return { part: text, expected: "memory" };
  const firstData = parts.find(({ label }) => label === "data");
  if (firstData !== undefined && !found.hasSystem) return { part: firstData.text, expected: "disk" };
  return { cpuCores: found.cores, memoryMiB: found.memory, disks: [...found.system, ...found.others] };
}

function placeOf({ label, unit }: Part, hasMemory: boolean): Place {
  if (label !== null) return label === "cores" || label === "memory" ? label : "disk";
  if (unit === "cores") return "cores";
  return hasMemory ? "disk" : "memory";
}

/** Puts the quantity into its place, or says what was expected there instead. */
function take(found: Found, part: Part, place: Place): Expected | null {
  switch (place) {
    case "cores":
      return takeCores(found, part);
    case "memory":
      return takeMemory(found, part);
    case "disk":
      return takeDisk(found, part);
  }
}

function takeCores(found: Found, part: Part): Expected | null {
  if (found.cores !== null || part.isJoined) return "nothing";
  const isCount = part.unit === "cores" || part.unit === null;
  found.cores = isCount && isPlain(part) ? coresFrom(part.digits) : null;
  return found.cores === null ? "cores" : null;
}

function takeMemory(found: Found, part: Part): Expected | null {
  if (found.memory !== null || part.isJoined) return "nothing";
  if (part.unit === null) return "unit";
  found.memory = part.unit !== "cores" && isPlain(part) ? memoryFrom(part.digits, part.unit) : null;
  return found.memory === null ? "memory" : null;
}

function takeDisk(found: Found, part: Part): Expected | null {
  const { label, isJoined, isAtLeast, count, marks } = part;
  const isNext = found.last === "disk";
  if (label === null && isJoined !== isNext) return "nothing";
  // `40G+400+`: behind a disk, the plus alone says that the number is a size.
  const unit = part.unit === null && isAtLeast && isNext ? "G" : part.unit;
  if (unit === null) return "unit";
  const sizeGB = unit === "cores" ? null : diskFrom(part.digits, unit);
  const room = DISKS_MAX - found.system.length - found.others.length;
  if (sizeGB === null || !Number.isInteger(count) || count < 1 || count > room) return "disk";
  const disk: Disk = { sizeGB, ...(isAtLeast && { atLeast: true as const }), ...marks };
  found.hasSystem ||= label !== "data";
  const list = label === "system" ? found.system : found.others;
  list.push(...Array.from({ length: count }, () => ({ ...disk })));
  return null;
}

function isPlain({ count, isAtLeast, marks }: Part): boolean {
  return count === 1 && !isAtLeast && Object.keys(marks).length === 0;
}
