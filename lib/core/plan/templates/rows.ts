import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { readSpec } from "#lib/core/plan/spec-text.ts";

/** What a template fills in; name and version come with the plan. */
export type Template = Pick<Plan, "options" | "endpoints" | "machines">;

/** Hosts of one kind; racks, zones and hypervisors are dealt out in turn. */
export type Row = {
  readonly names: readonly string[];
  readonly ips: readonly string[];
  readonly spec: string;
  readonly roles: Machine["roles"];
  readonly remark: string;
  readonly racks?: readonly string[];
  readonly zones?: readonly string[];
  readonly hypervisors?: readonly string[];
  readonly also?: Partial<Machine>;
};

/** The machines of a table, in its order; the host name is the id. */
export function machinesOf(rows: readonly Row[], os: Partial<Machine>): Machine[] {
  return rows
    .flatMap((row) => row.names.map((hostname, index) => machineOf(row, hostname, index)))
    .map((machine, index) => ({ ...machine, ...os, order: index + 1 }));
}

function machineOf(row: Row, hostname: string, index: number): Machine {
  const reading = readSpec(row.spec);
  if (!reading.ok) throw new Error(`Template spec "${row.spec}" cannot be read at "${reading.part}"`);
  const ip = row.ips[index];
  return {
    id: hostname,
    order: 0,
    hostname,
    ips: ip === undefined ? [] : [ip],
    roles: row.roles,
    ...reading.spec,
    remark: row.remark,
    ...inTurn("zone", row.zones, index),
    ...inTurn("rack", row.racks, index),
    ...inTurn("hypervisor", row.hypervisors, index),
    ...row.also,
  };
}

function inTurn(field: "zone" | "rack" | "hypervisor", names: readonly string[] | undefined, index: number) {
  const name = names?.[index % names.length];
  return name === undefined ? {} : { [field]: name };
}

/** `series("slb", 2)` is slb1, slb2. */
export function series(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

/** `count` IPv4 addresses in a row inside one /24. */
export function range(first: string, count: number): string[] {
  const dot = first.lastIndexOf(".");
  const start = Number(first.slice(dot + 1));
  return Array.from({ length: count }, (_, index) => `${first.slice(0, dot)}.${start + index}`);
}
