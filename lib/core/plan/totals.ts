import type { Machine, Role } from "./machine.ts";

/** The order of roles in tables and totals; the first role of a machine in this order is its principal one. */
export const roleOrder: readonly Role[] = [
  "lb",
  "control-plane",
  "etcd",
  "infra",
  "worker",
  "storage",
  "registry",
  "bastion",
];

/** Sums over machines, disks in GB; a machine without a figure is counted in `unknown`, never as zero. */
export type Totals = {
  machines: number;
  cpuCores: number;
  memoryMiB: number;
  systemDiskGB: number;
  dataDiskGB: number;
  unknown: { cpuCores: number; memoryMiB: number; disks: number };
};

export function totalsOf(machines: readonly Machine[]): Totals {
  const dataDisks = machines.flatMap(({ disks }) => disks.slice(1));
  return {
    machines: machines.length,
    cpuCores: sum(machines, ({ cpuCores }) => cpuCores ?? 0),
    memoryMiB: sum(machines, ({ memoryMiB }) => memoryMiB ?? 0),
    systemDiskGB: sum(machines, ({ disks: [system] }) => system?.sizeGB ?? 0),
    dataDiskGB: sum(dataDisks, ({ sizeGB }) => sizeGB),
    unknown: {
      cpuCores: sum(machines, ({ cpuCores }) => (cpuCores === undefined ? 1 : 0)),
      memoryMiB: sum(machines, ({ memoryMiB }) => (memoryMiB === undefined ? 1 : 0)),
      disks: sum(machines, ({ disks }) => (disks.length === 0 ? 1 : 0)),
    },
  };
}

function sum<Part>(parts: readonly Part[], figure: (part: Part) => number): number {
  return parts.reduce((total, part) => total + figure(part), 0);
}

/** `null` stands for machines that have no role yet. */
export type RoleTotals = { readonly role: Role | null; readonly totals: Totals };

/** Subtotals by principal role in table order; each machine counts once, so they add up to `totalsOf`. */
export function totalsByRole(machines: readonly Machine[]): RoleTotals[] {
  return [...roleOrder, null].flatMap((role) => {
    const group = machines.filter((machine) => principalRole(machine) === role);
    return group.length === 0 ? [] : [{ role, totals: totalsOf(group) }];
  });
}

export function principalRole(machine: Pick<Machine, "roles">): Role | null {
  return roleOrder.find((role) => machine.roles.includes(role)) ?? null;
}
