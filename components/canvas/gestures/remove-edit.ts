import type { Edit, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { OptionKey, PlanOptions } from "#lib/core/plan/options.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

const OPTION_OF: Readonly<Record<string, OptionKey>> = {
  registry: "registry",
  backup: "backup",
  dns: "dnsServers",
  time: "time",
  storage: "storage",
  monitoring: "monitoring",
  logging: "logging",
  network: "networkElements",
};

/** The option behind a service of the support lane (`support:<service>/<n>`), and which of several it is. */
export function optionOfSupport(id: string): { readonly key: OptionKey; readonly index: number } | null {
  const match = /^support:(\w+)\/(\d+)$/.exec(id);
  const key = OPTION_OF[match?.[1] ?? ""];
  return key === undefined ? null : { key, index: Number(match?.[2]) - 1 };
}

/** One edit that removes whatever is selected: machines, endpoints, services; null when nothing of it exists. */
export function removeEdit(plan: Plan, ids: ReadonlySet<string>): Edit | null {
  const machineIds = plan.machines.filter(({ id }) => ids.has(id)).map(({ id }) => id);
  const endpoints = plan.endpoints.filter(({ id }) => ids.has(`endpoint:${id}`));
  const edits: SimpleEdit[] = [
    ...endpoints.map(({ id }): SimpleEdit => ({ type: "removeEndpoint", endpointId: id })),
    ...(machineIds.length === 0 ? [] : [{ type: "removeMachines" as const, machineIds }]),
    ...removedServices(plan, ids),
  ];
  const [only] = edits;
  if (only === undefined) return null;
  return edits.length === 1 ? only : { type: "batch", edits };
}

function removedServices(plan: Plan, ids: ReadonlySet<string>): SimpleEdit[] {
  const services = [...ids].flatMap((id) => optionOfSupport(id) ?? []);
  if (services.length === 0) return [];
  const gone = (key: OptionKey) => new Set(services.filter((service) => service.key === key).map(({ index }) => index));
  const { storage = [], networkElements = [] } = plan.options;
  const keptStorage = storage.filter((_, index) => !gone("storage").has(index));
  const keptElements = networkElements.filter((_, index) => !gone("networkElements").has(index));
  const set: Partial<PlanOptions> = {
    ...(keptStorage.length > 0 && gone("storage").size > 0 ? { storage: keptStorage } : {}),
    ...(keptElements.length > 0 && gone("networkElements").size > 0 ? { networkElements: keptElements } : {}),
  };
  const clear = [...new Set(services.map(({ key }) => key))].filter((key) => !(key in set));
  return [{ type: "setOptions", set, ...(clear.length === 0 ? {} : { clear }) }];
}
