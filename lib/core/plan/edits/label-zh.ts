import type { Edit, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** What history and undo call an edit made in the Chinese interface: `将 k8s-master2 移至 zone-b`. */
export function labelEditZh(plan: Plan, edit: Edit): string {
  if (edit.type !== "batch") return labelSimple(plan, edit);
  const [first] = edit.edits;
  if (first === undefined) return "未作变更";
  const rest = edit.edits.length - 1;
  return rest === 0 ? labelSimple(plan, first) : `${labelSimple(plan, first)}，另有 ${rest} 项变更`;
}

function labelSimple(plan: Plan, edit: SimpleEdit): string {
  switch (edit.type) {
    case "addMachines":
      return `添加 ${some(edit.machines.map(({ hostname, id }) => hostname || id))}`;
    case "removeMachines":
      return `删除 ${machines(plan, edit.machineIds)}`;
    case "setMachines":
      return `修改 ${machines(plan, [...new Set(edit.changes.map(({ machineId }) => machineId))])}`;
    case "setSpec":
      return `修改 ${machines(plan, edit.machineIds)} 的配置`;
    case "setRoles":
      return `将 ${machines(plan, edit.machineIds)} 的角色设为 ${edit.roles.join(" + ") || "无"}`;
    case "moveToZone":
      return placeLabel(machines(plan, edit.machineIds), edit.zone);
    case "setPool":
      return placeLabel(machines(plan, edit.machineIds), edit.pool);
    case "addEndpoint":
      return `添加入口 ${edit.endpoint.dnsName ?? edit.endpoint.id}`;
    case "setEndpoint":
      return `修改入口 ${edit.endpoint.dnsName ?? edit.endpoint.id}`;
    case "removeEndpoint":
      return `删除入口 ${plan.endpoints.find(({ id }) => id === edit.endpointId)?.dnsName ?? edit.endpointId}`;
    case "setOptions":
      return `修改规划选项（${[...Object.keys(edit.set), ...(edit.clear ?? [])].length} 项）`;
    case "renamePlan":
      return `规划改名为 ${edit.name}`;
    case "replacePlan":
      return `替换为规划 ${edit.plan.name}`;
  }
}

function placeLabel(who: string, place: string | null): string {
  return place === null ? `将 ${who} 移出` : `将 ${who} 移至 ${place}`;
}

function machines(plan: Plan, ids: readonly string[]): string {
  return some(ids.map((id) => plan.machines.find((machine) => machine.id === id)?.hostname || id));
}

function some(names: readonly string[]): string {
  const [only] = names;
  return names.length === 1 && only !== undefined ? only : `${names.length} 台机器`;
}
