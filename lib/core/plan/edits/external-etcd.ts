import type { Edit, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { byOrder, type Plan } from "#lib/core/plan/plan.ts";
import { readSpec } from "#lib/core/plan/spec-text.ts";

const ETCD_SPEC = "4C-16G-50G+100G(nvme,etcd)";
const MEMBERS_WITHOUT_MASTERS = 3;
const INHERITED = [
  "site",
  "zone",
  "rack",
  "os",
  "osVersion",
  "osText",
  "kernel",
  "cgroup",
  "arch",
  "sshUser",
  "sshPort",
] as const;

/**
 * Moves etcd from the masters to hosts of its own: as many as there were members, one beside each master, address
 * still to be assigned. `mintId` gives the id of the i-th added machine.
 */
export function externalEtcdEdit(plan: Plan, mintId: (i: number) => string): Edit {
  const members = plan.machines.filter((machine) => isMaster(machine) && machine.roles.includes("etcd"));
  const hasOwnHosts = plan.machines.some((machine) => machine.roles.includes("etcd") && !isMaster(machine));
  const masters = members.length > 0 || hasOwnHosts ? members : plan.machines.filter(isMaster);
  const count = masters.length > 0 || hasOwnHosts ? masters.length : MEMBERS_WITHOUT_MASTERS;
  const added = etcdMachines(plan, masters, { count, mintId });
  return {
    type: "batch",
    edits: [
      ...members.map((machine) =>
        rolesEdit(
          machine,
          machine.roles.filter((role) => role !== "etcd"),
        ),
      ),
      ...(added.length === 0 ? [] : [{ type: "addMachines" as const, machines: added }]),
      topologyEdit(plan, "external"),
    ],
  };
}

/** Puts etcd back on the masters: hosts that carry nothing but etcd go, other hosts keep their other roles. */
export function stackedEtcdEdit(plan: Plan): Edit {
  const hosts = plan.machines.filter(
    (machine) => machine.roles.includes("etcd") && !isMaster(machine) && !machine.isEventsEtcd,
  );
  const gone = hosts.filter(({ roles }) => roles.length === 1).map(({ id }) => id);
  const kept = hosts.filter(({ roles }) => roles.length > 1);
  const masters = plan.machines.filter((machine) => isMaster(machine) && !machine.roles.includes("etcd"));
  return {
    type: "batch",
    edits: [
      ...(gone.length === 0 ? [] : [{ type: "removeMachines" as const, machineIds: gone }]),
      ...kept.map((machine) =>
        rolesEdit(
          machine,
          machine.roles.filter((role) => role !== "etcd"),
        ),
      ),
      ...masters.map((machine) => rolesEdit(machine, [...machine.roles, "etcd"])),
      topologyEdit(plan, "stacked"),
    ],
  };
}

function isMaster({ roles }: Machine): boolean {
  return roles.includes("control-plane");
}

function rolesEdit({ id }: Machine, roles: Machine["roles"]): SimpleEdit {
  return { type: "setRoles", machineIds: [id], roles };
}

// Round-trip times were measured between the old members.
function topologyEdit({ options }: Plan, topology: "stacked" | "external"): SimpleEdit {
  const { rttMs: _, ...etcd } = options.etcd ?? {};
  return { type: "setOptions", set: { etcd: { ...etcd, topology } } };
}

type Order = { readonly count: number; readonly mintId: (i: number) => string };

function etcdMachines(plan: Plan, masters: readonly Machine[], { count, mintId }: Order): Machine[] {
  const names = new Set(plan.machines.map(({ hostname }) => hostname.toLowerCase()));
  const orders = ordersBehind(plan, masters, count);
  return orders.map((order, index) => {
    const master = masters[index];
    const hostname = freeName(master === undefined ? `etcd${index + 1}` : etcdName(master.hostname), names);
    names.add(hostname);
    return { ...etcdMachine(plan, master), id: mintId(index), order, hostname };
  });
}

function etcdMachine(plan: Plan, master: Machine | undefined): Omit<Machine, "id" | "order" | "hostname"> {
  const reading = readSpec(ETCD_SPEC);
  if (!reading.ok) throw new Error(`Spec "${ETCD_SPEC}" cannot be read at "${reading.part}"`);
  const range = rangeOf(plan, master);
  const inherited = INHERITED.map((field) => [field, master?.[field]]).filter(([, value]) => value !== undefined);
  return {
    ips: [],
    roles: ["etcd"],
    ...reading.spec,
    ...Object.fromEntries(inherited),
    ...(range === undefined ? {} : { ipToAssignIn: range }),
  };
}

/** The network of the master: as masked in the source, else the /24 of its IPv4, else the first node network. */
function rangeOf(plan: Plan, master: Machine | undefined): string | undefined {
  const ip = master?.ips.find((text) => /^\d+\.\d+\.\d+\.\d+$/.test(text));
  if (master?.ipToAssignIn !== undefined) return master.ipToAssignIn;
  if (ip !== undefined) return `${ip.slice(0, ip.lastIndexOf("."))}.0/24`;
  return plan.options.network?.nodeCidrs?.[0];
}

/** `k8s-master1` -> `k8s-etcd1`; a name without such a word gets `-etcd` behind its first label. */
function etcdName(master: string): string {
  const named = master.replace(/control-?plane|masters?|(?<![a-z])cp(?![a-z])/, "etcd");
  if (named !== master) return named;
  const [label = "", ...domain] = master.split(".");
  return [`${label}-etcd`, ...domain].join(".");
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const [label = "", ...domain] = wanted.split(".");
  for (let number = 2, name = wanted; ; number += 1) {
    if (!taken.has(name)) return name;
    name = [`${label}-${number}`, ...domain].join(".");
  }
}

/** Sort keys between the last master and the machine behind it. */
function ordersBehind(plan: Plan, masters: readonly Machine[], count: number): number[] {
  const last = masters.toSorted(byOrder).at(-1) ?? plan.machines.at(-1);
  const start = last?.order ?? 0;
  const next = plan.machines.find(({ order }) => order > start)?.order ?? start + count + 1;
  return Array.from({ length: count }, (_, index) => start + ((next - start) * (index + 1)) / (count + 1));
}
