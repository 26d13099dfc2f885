import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";

/** Ids of the machines that an endpoint names. */
export function machinesOfEndpoint({ lb }: Endpoint): readonly string[] {
  const members = "members" in lb ? lb.members : [];
  const priorities = "priorities" in lb && lb.priorities !== undefined ? Object.keys(lb.priorities) : [];
  return [...members, ...priorities];
}

/** Ids of the machines that an option names, by option key. */
export function machinesOfOptions(options: PlanOptions): readonly { key: string; machineIds: readonly string[] }[] {
  return [
    { key: "etcd", machineIds: Object.keys(options.etcd?.rttMs ?? {}).flatMap((pair) => pair.split("|")) },
    { key: "ingress", machineIds: options.ingress?.machines ?? [] },
    { key: "storage", machineIds: (options.storage ?? []).flatMap((storage) => storage.machines ?? []) },
    { key: "registry", machineIds: options.registry?.machines ?? [] },
    { key: "monitoring", machineIds: options.monitoring?.machines ?? [] },
    { key: "logging", machineIds: options.logging?.machines ?? [] },
  ];
}

/** The endpoint without these machines; the same object when it names none of them. */
export function endpointWithout(endpoint: Endpoint, gone: ReadonlySet<string>): Endpoint {
  if (!machinesOfEndpoint(endpoint).some((id) => gone.has(id))) return endpoint;
  const { lb } = endpoint;
  if (!("priorities" in lb || "members" in lb)) return endpoint;
  const priorities = lb.priorities === undefined ? {} : { priorities: recordWithout(lb.priorities, gone, [","]) };
  if (!("members" in lb)) return { ...endpoint, lb: { ...lb, ...priorities } };
  return { ...endpoint, lb: { ...lb, members: lb.members.filter((id) => !gone.has(id)), ...priorities } };
}

/** The options without these machines; untouched keys keep their value object. */
export function optionsWithout(options: PlanOptions, gone: ReadonlySet<string>): PlanOptions {
  const isNaming = machinesOfOptions(options).some(({ machineIds }) => machineIds.some((id) => gone.has(id)));
  if (!isNaming) return options;
  const { etcd, ingress, storage, registry, monitoring, logging } = options;
  return {
    ...options,
    ...(etcd?.rttMs && { etcd: { ...etcd, rttMs: recordWithout(etcd.rttMs, gone, ["|"]) } }),
    ...(ingress && { ingress: listWithout(ingress, gone) }),
    ...(storage && { storage: storage.map((each) => listWithout(each, gone)) }),
    ...(registry && { registry: listWithout(registry, gone) }),
    ...(monitoring && { monitoring: listWithout(monitoring, gone) }),
    ...(logging && { logging: listWithout(logging, gone) }),
  };
}

function listWithout<Part extends { machines?: string[] | undefined }>(part: Part, gone: ReadonlySet<string>): Part {
  return part.machines === undefined ? part : { ...part, machines: part.machines.filter((id) => !gone.has(id)) };
}

function recordWithout<Value>(
  record: Readonly<Record<string, Value>>,
  gone: ReadonlySet<string>,
  [separator]: readonly [string],
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !key.split(separator).some((id) => gone.has(id))));
}
