import type { Edit, MachineChange } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { addressSeries, nextHostNames } from "#lib/core/plan/naming.ts";
import type { TableColumn } from "./columns.ts";

/** Continues host names and addresses from the first machine of a range over the others; null where nothing can be continued. */
export function seriesEdit(
  all: readonly Machine[],
  machines: readonly Machine[],
  columns: readonly TableColumn[],
): Edit | null {
  const [first, ...rest] = machines;
  if (first === undefined || rest.length === 0) return null;
  const changing = new Set(rest.map(({ id }) => id));
  const taken = all.filter(({ id }) => !changing.has(id)).map(({ hostname }) => hostname);
  const names = columns.includes("hostname") ? nextHostNames(taken, first.hostname, rest.length) : [];
  const [from] = first.ips;
  const addresses =
    columns.includes("ips") && from !== undefined ? (addressSeries(from, machines.length) ?? []).slice(1) : [];
  const changes = rest.flatMap((machine, index) => changeOf(machine, names[index], addresses[index]));
  return changes.length === 0 ? null : { type: "setMachines", changes };
}

function changeOf(machine: Machine, hostname: string | undefined, ip: string | undefined): MachineChange[] {
  const named = hostname === undefined ? {} : { hostname };
  if (ip !== undefined) return [{ machineId: machine.id, set: { ...named, ips: [ip] }, clear: ["ipToAssignIn"] }];
  return hostname === undefined ? [] : [{ machineId: machine.id, set: named }];
}

interface SeriesWish {
  readonly column: TableColumn;
  readonly first: string;
  readonly count: number;
}

/** A block one column wide that counts up from a first name or address; null for other columns and texts. */
export function seriesText(all: readonly Machine[], { column, first, count }: SeriesWish): string | null {
  const text = first.trim();
  if (column === "ips") return addressSeries(text, count)?.join("\n") ?? null;
  if (column !== "hostname" || text === "") return null;
  const taken = all.map(({ hostname }) => hostname);
  return [text, ...nextHostNames([...taken, text], text, count - 1)].join("\n");
}
