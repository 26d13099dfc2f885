import type { Plan } from "#lib/core/plan/plan.ts";
import type { Assumption, Level } from "#lib/core/survive/analysis.ts";
import { backends, balancersOf, needsSegment } from "#lib/core/survive/placement/balancers.ts";
import { DOMAIN_KINDS, type Domains } from "#lib/core/survive/placement/domains.ts";
import type { Parts } from "#lib/core/survive/placement/parts.ts";
import type { Group } from "#lib/core/survive/placement/places.ts";

/** What the model had to assume beyond the guesses that finding its parts took. */
export function assumptionsOf(parts: Parts, groups: readonly Group[], domains: Domains): Assumption[] {
  return [
    ...placeAssumptions(parts, groups, domains),
    ...segmentAssumptions(parts),
    ...parts.assumptions,
    ...demandAssumptions(parts),
  ];
}

function placeAssumptions(parts: Parts, groups: readonly Group[], domains: Domains): readonly Assumption[] {
  const unknown = new Map<Level, string[]>();
  for (const { place, machines } of groups)
    for (const { level, name } of domains.of(place)) {
      if (name !== null) continue;
      const ids = unknown.get(DOMAIN_KINDS[level]) ?? [];
      unknown.set(DOMAIN_KINDS[level], ids);
      for (const { id } of machines) if (!parts.standIns.has(id)) ids.push(id);
    }
  const found = [...unknown].filter(([, machineIds]) => machineIds.length > 0);
  return found.map(([level, machineIds]) => ({
    code: level === "hypervisor" ? "hypervisor-unknown" : "placement-unknown",
    level,
    machineIds: inPlanOrder(parts.plan, machineIds),
  }));
}

function inPlanOrder({ machines }: Plan, ids: readonly string[]): string[] {
  if (ids.length === machines.length) return machines.map(({ id }) => id);
  const wanted = new Set(ids);
  return machines.map(({ id }) => id).filter((id) => wanted.has(id));
}

function segmentAssumptions(parts: Parts): readonly Assumption[] {
  return parts.plan.endpoints.filter(needsSegment).map((endpoint) => {
    const carriers = balancersOf(parts, endpoint).map(({ machine }) => machine);
    const hosts = carriers.length > 0 ? carriers : backends(parts, endpoint.audience);
    return { code: "segment-shared", level: null, machineIds: hosts.map(({ id }) => id) };
  });
}

function demandAssumptions({ plan, workers, monitoring }: Parts): readonly Assumption[] {
  const { demand } = plan.options;
  const unsized = workers.filter(({ cpuCores, memoryMiB }) => cpuCores === undefined || memoryMiB === undefined);
  const ids = workers.map(({ id }) => id);
  return [
    ...said(unsized.length > 0, { code: "size-unknown", level: null, machineIds: unsized.map(({ id }) => id) }),
    ...said(demand?.cpuCores === undefined || demand.memoryGiB === undefined, {
      code: "demand-unknown",
      level: null,
      machineIds: [],
    }),
    ...said(workers.length > 0 && demand?.replicas === undefined, {
      code: "replicas-assumed",
      level: null,
      machineIds: ids,
    }),
    ...said(monitoring.length > 0 && plan.options.monitoring?.replicas === undefined, {
      code: "replicas-assumed",
      level: null,
      machineIds: monitoring.map(({ id }) => id),
    }),
  ];
}

function said(holds: boolean, assumption: Assumption): readonly Assumption[] {
  return holds ? [assumption] : [];
}
