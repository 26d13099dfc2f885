import type { Machine } from "#lib/core/plan/machine.ts";

/** Machines whose host name, address or remark contains every word of the query, in plan order. */
export function foundMachines(machines: readonly Machine[], query: string): readonly Machine[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  return machines.filter((machine) => {
    const text = [machine.hostname, ...machine.ips, machine.remark ?? ""].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
