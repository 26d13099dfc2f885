import type { Machine } from "#lib/core/plan/machine.ts";
import { specOf } from "#lib/core/plan/spec-text.ts";
import type { MachineNode, Rect } from "#lib/core/scene/scene.ts";
import { componentsOf } from "./facts.ts";
import type { Group } from "./groups.ts";
import type { Frame } from "./sheet.ts";

export const hasStackedEtcd = (machine: Machine): boolean =>
  machine.roles.includes("control-plane") && machine.roles.includes("etcd");

/** Without columns the card says where the machine stands, in the widest domain it names. */
function domainNameOf(machine: Machine, frame: Frame): string | null {
  const { domain } = frame.view;
  if (domain !== "none") return machine[domain] ?? null;
  return machine.zone ?? machine.rack ?? machine.hypervisor ?? null;
}

export interface Place {
  readonly form: MachineNode["form"];
  readonly rect: Rect;
  readonly column: string | null;
}

export function machineNode(frame: Frame, group: Group, shown: { machine: Machine; place: Place }): MachineNode {
  const { machine, place } = shown;
  const components = componentsOf(machine, frame.facts);
  return {
    id: machine.id,
    kind: "machine",
    machineId: machine.id,
    ...place,
    lane: group.lane,
    hostname: machine.hostname,
    ip: machine.ips[0] ?? null,
    ipToAssignIn: machine.ips.length > 0 ? null : (machine.ipToAssignIn ?? null),
    specText: specOf(machine),
    cpuCores: machine.cpuCores ?? null,
    memoryMiB: machine.memoryMiB ?? null,
    domainName: domainNameOf(machine, frame),
    roles: machine.roles,
    areRolesInferred: machine.areRolesInferred === true,
    components: group.isTier || !frame.facts.hasNodeProxies ? components : [...components, "node-proxy"],
    hasStackedEtcd: hasStackedEtcd(machine),
    vrrpPriority: frame.facts.priorities.get(machine.id) ?? null,
    poolKey: group.isTier ? null : group.key,
  };
}
