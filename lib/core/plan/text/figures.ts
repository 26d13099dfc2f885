import { Spec } from "#lib/core/plan/machine.ts";
import type { SizeUnit } from "./tokens.ts";

export const DISKS_MAX = 64;
const MIB: Readonly<Record<SizeUnit, number>> = { M: 1, G: 1024, T: 1024 * 1024 };
// Disks are sold in decimal units.
const GB_PER_TB = 1000;

/** Whole cores in the range of a plan, or null. */
export function coresFrom(digits: string): number | null {
  return Spec.shape.cpuCores.safeParse(Number(digits)).data ?? null;
}

/** MiB of memory, or null when that is no whole number or under 0.5 GiB. */
export function memoryFrom(digits: string, unit: SizeUnit): number | null {
  return Spec.shape.memoryMiB.safeParse(whole(Number(digits) * MIB[unit])).data ?? null;
}

/** GB of a disk as sold, or null when that is no whole number. */
export function diskFrom(digits: string, unit: SizeUnit): number | null {
  if (unit === "M") return null;
  const sizeGB = Number(digits) * (unit === "T" ? GB_PER_TB : 1);
  return Spec.shape.disks.element.shape.sizeGB.safeParse(whole(sizeGB)).data ?? null;
}

// 1.1 T must give 1100, whatever the last binary digit says.
function whole(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value - rounded) < 1e-6 ? rounded : value;
}
