import type { Edit, MachineChange, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** What history and undo call an edit, in English: `Move k8s-master2 to zone-b`, `Change spec of 3 machines`. */
export function labelEdit(plan: Plan, edit: Edit): string {
  if (edit.type !== "batch") return labelSimple(plan, edit);
  const [first] = edit.edits;
  if (first === undefined) return "Change nothing";
  const rest = edit.edits.length - 1;
  if (rest === 0) return labelSimple(plan, first);
  return `${labelSimple(plan, first)}, and ${counted(rest, "more change")}`;
}

function labelSimple(plan: Plan, edit: SimpleEdit): string {
  switch (edit.type) {
    case "addMachines":
      return `Add ${some(edit.machines.map(({ hostname, id }) => hostname || id))}`;
    case "removeMachines":
      return `Remove ${machines(plan, edit.machineIds)}`;
    case "setMachines":
      return labelFields(plan, edit.changes);
    case "setSpec":
      return `Change spec of ${machines(plan, edit.machineIds)}`;
    case "setRoles":
      return edit.roles.length === 0
        ? `Take all roles from ${machines(plan, edit.machineIds)}`
        : `Make ${machines(plan, edit.machineIds)} ${edit.roles.join(" + ")}`;
    case "moveToZone":
      return edit.zone === null
        ? `Take ${machines(plan, edit.machineIds)} out of ${its(edit.machineIds)} ${words(edit.level)}`
        : `Move ${machines(plan, edit.machineIds)} to ${edit.zone}`;
    case "setPool":
      return edit.pool === null
        ? `Take ${machines(plan, edit.machineIds)} out of ${its(edit.machineIds)} pool`
        : `Move ${machines(plan, edit.machineIds)} to pool ${edit.pool}`;
    case "addEndpoint":
      return `Add endpoint ${edit.endpoint.dnsName ?? edit.endpoint.id}`;
    case "setEndpoint":
      return `Change endpoint ${edit.endpoint.dnsName ?? edit.endpoint.id}`;
    case "removeEndpoint":
      return `Remove endpoint ${plan.endpoints.find(({ id }) => id === edit.endpointId)?.dnsName ?? edit.endpointId}`;
    case "setOptions":
      return `Change ${[...Object.keys(edit.set), ...(edit.clear ?? [])].map(words).join(", ") || "nothing"}`;
    case "renamePlan":
      return `Rename the plan to ${edit.name}`;
    case "replacePlan":
      return `Replace the plan with ${edit.plan.name}`;
  }
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  hostname: "name",
  ips: "address",
  cpuCores: "CPU",
  memoryMiB: "memory",
  osText: "OS",
  os: "OS",
  osVersion: "OS version",
  order: "position",
  areRolesInferred: "roles",
  ipToAssignIn: "address range",
};
// Fields that only accompany another one in the same change.
const SILENT = new Set(["specText", "osText", "areRolesInferred", "order"]);

function labelFields(plan: Plan, changes: readonly MachineChange[]): string {
  const [only] = changes;
  const fields = [...new Set(changes.flatMap(({ set, clear }) => [...Object.keys(set), ...(clear ?? [])]))];
  if (changes.length === 1 && only !== undefined && fields.length === 1 && only.set.hostname !== undefined) {
    return `Rename ${machines(plan, [only.machineId])} to ${only.set.hostname}`;
  }
  const spoken = fields.some((field) => !SILENT.has(field)) ? fields.filter((field) => !SILENT.has(field)) : fields;
  const what = spoken.length > 3 ? counted(spoken.length, "field") : [...new Set(spoken.map(words))].join(", ");
  return `Change ${what || "nothing"} of ${machines(plan, [...new Set(changes.map(({ machineId }) => machineId))])}`;
}

/** `powerFeed` -> `power feed`. */
function words(field: string): string {
  return FIELD_NAMES[field] ?? field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function machines(plan: Plan, ids: readonly string[]): string {
  const [only] = ids;
  if (ids.length !== 1 || only === undefined) return counted(ids.length, "machine");
  return plan.machines.find(({ id }) => id === only)?.hostname || `machine ${only}`;
}

function its(ids: readonly string[]): string {
  return ids.length === 1 ? "its" : "their";
}

function some(names: readonly string[]): string {
  const [only] = names;
  return names.length === 1 && only !== undefined ? only : counted(names.length, "machine");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
