import type { Machine } from "#lib/core/plan/machine.ts";
import type { Assumption, Level } from "#lib/core/survive/analysis.ts";
import { backends, balancersOf, needsSegment } from "#lib/core/survive/placement/balancers.ts";
import { DOMAIN_KINDS, type Domains } from "#lib/core/survive/placement/domains.ts";
import type { Parts } from "#lib/core/survive/placement/parts.ts";
import type { Group } from "#lib/core/survive/placement/places.ts";

/** What the model had to assume beyond the guesses that finding its parts took. */
export function assumptionsOf(parts: Parts, domains: Domains): Assumption[] {
  return [
    ...placeAssumptions(parts, domains),
    ...segmentAssumptions(parts),
    ...parts.assumptions,
    ...demandAssumptions(parts),
  ];
}

function placeAssumptions(parts: Parts, domains: Domains): readonly Assumption[] {
  const unknown = new Map<Level, Group[]>();
  for (const group of parts.groups)
    for (const { level, name } of domains.of(group.place)) {
      if (name !== null) continue;
      const found = unknown.get(DOMAIN_KINDS[level]);
      if (found === undefined) unknown.set(DOMAIN_KINDS[level], [group]);
      else found.push(group);
    }
  return [...unknown].flatMap(([level, groups]) => {
    const code = level === "hypervisor" ? ("hypervisor-unknown" as const) : ("placement-unknown" as const);
    const machineIds = idsOf(parts, groups);
    return machineIds.length === 0 ? [] : [{ code, level, machineIds }];
  });
}

/** Machines of the plan in its order. */
function idsOf({ plan, census, groups: all }: Parts, groups: readonly Group[]): string[] {
  if (groups.length === all.length) return census.ids;
  const wanted = new Set(groups.flatMap(({ machines }) => machines));
  return plan.machines.filter((machine) => wanted.has(machine)).map(({ id }) => id);
}

function segmentAssumptions(parts: Parts): readonly Assumption[] {
  return parts.plan.endpoints.filter(needsSegment).map((endpoint) => {
    const carriers = balancersOf(parts, endpoint).map(({ machine }) => machine);
    const hosts = carriers.length > 0 ? carriers : backends(parts, endpoint.audience);
    return { code: "segment-shared", level: null, machineIds: hosts.map(({ id }) => id) };
  });
}

function demandAssumptions(parts: Parts): readonly Assumption[] {
  const { plan, census, workers, monitoring } = parts;
  const { demand } = plan.options;
  const unsized = unsizedWorkers(parts);
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
      machineIds: census.workerIds,
    }),
    ...said(monitoring.length > 0 && plan.options.monitoring?.replicas === undefined, {
      code: "replicas-assumed",
      level: null,
      machineIds: monitoring.map(({ id }) => id),
    }),
  ];
}

/** Workers of one crew are of one size: thousands are looked at one by one only where some crew has none. */
function unsizedWorkers({ groups, workers }: Parts): readonly Machine[] {
  const isUnsized = ({ cpuCores, memoryMiB }: Machine) => cpuCores === undefined || memoryMiB === undefined;
  const isAny = groups.some(({ crews }) => crews.some(({ sample }) => isUnsized(sample)));
  return isAny ? workers.filter(isUnsized) : [];
}

function said(holds: boolean, assumption: Assumption): readonly Assumption[] {
  return holds ? [assumption] : [];
}
