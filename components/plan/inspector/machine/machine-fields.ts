import { type ShapeField, shapeOf } from "#components/plan/inspector/fields/shape.ts";
import { Machine, type MachineField } from "#lib/core/plan/machine.ts";

interface FieldGroup {
  readonly id: "network" | "place" | "system" | "access" | "kubernetes" | "measured";
  readonly fields: readonly MachineField[];
}

/** The fields of a machine that need no form of their own; name, addresses, roles and size have one. */
export const FIELD_GROUPS: readonly FieldGroup[] = [
  { id: "place", fields: ["site", "zone", "rack", "hypervisor", "powerFeed", "switch"] },
  { id: "system", fields: ["os", "osVersion", "osText", "kernel", "cgroup", "arch"] },
  {
    id: "network",
    fields: ["ipToAssignIn", "prefixLength", "gateway", "interfaceName", "nicGbps", "mac", "productUuid"],
  },
  { id: "access", fields: ["sshUser", "sshPort"] },
  { id: "kubernetes", fields: ["pool", "kubeletVersion", "labels", "taints", "isEventsEtcd"] },
  { id: "measured", fields: ["measured", "reliability"] },
];

/** Made when the first form is: reading the schema takes longer than drawing the page. */
let byName: ReadonlyMap<string, ShapeField> | null = null;

export function machineField(name: MachineField): ShapeField {
  byName ??= machineShapes();
  return byName.get(name) ?? { name, isRequired: false, shape: { kind: "json" } };
}

function machineShapes(): ReadonlyMap<string, ShapeField> {
  const shape = shapeOf(Machine);
  return new Map(shape.kind === "group" ? shape.fields.map((field) => [field.name, field]) : []);
}
