import type { SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { ServiceAnalysis } from "#lib/core/survive/analysis.ts";
import { withRole } from "#lib/core/survive/placement/machine-roles.ts";
import { bestPlace, newMachine } from "./new-machine.ts";
import { batch, type Proposal } from "./proposal.ts";

/** Changes for the services beside the API, where one machine stops them. */
export function serviceProposals(plan: Plan, services: readonly ServiceAnalysis[]): Proposal[] {
  const isFragile = (id: ServiceAnalysis["id"]) =>
    services.some(
      (service) =>
        service.id === id &&
        service.kind === "analysed" &&
        service.levels.some(({ level, distance }) => level === "machine" && distance === 1),
    );
  const isJudged = (wanted: string) => services.some(({ id, kind }) => id === wanted && kind === "analysed");
  return [
    ...(isFragile("image-pulls") ? secondRegistry(plan) : []),
    ...(isJudged("cluster-dns") ? spreadDns(plan) : []),
    ...(isFragile("running-workloads") ? secondWorker(plan) : []),
    ...(isJudged("api-writes") ? secondUnits(plan) : []),
  ];
}

function secondRegistry(plan: Plan): Proposal[] {
  const { registry } = plan.options;
  const [only, second] = withRole(plan, "registry");
  if (registry === undefined || only === undefined || second !== undefined) return [];
  const machine = newMachine(plan, only, bestPlace(plan, [only], plan.machines));
  const named =
    registry.machines === undefined ? registry : { ...registry, machines: [...registry.machines, machine.id] };
  const endpoints = plan.endpoints.flatMap((endpoint): SimpleEdit[] => {
    const { lb } = endpoint;
    if (endpoint.audience !== "registry" || !("members" in lb)) return [];
    return [{ type: "setEndpoint", endpoint: { ...endpoint, lb: { ...lb, members: [...lb.members, machine.id] } } }];
  });
  return [
    {
      service: "image-pulls",
      code: "second-registry",
      values: { machine: machine.hostname },
      machineIds: [machine.id],
      edit: batch([
        { type: "addMachines", machines: [machine] },
        { type: "setOptions", set: { registry: named } },
        ...endpoints,
      ]),
      newMachines: 1,
      effort: 1,
    },
  ];
}

const DNS_REPLICAS = 3;

function spreadDns({ options }: Plan): Proposal[] {
  const { clusterDns } = options;
  if (clusterDns?.placement === "spread" && (clusterDns.replicas ?? 0) >= DNS_REPLICAS) return [];
  const replicas = Math.max(DNS_REPLICAS, clusterDns?.replicas ?? 0);
  return [
    {
      service: "cluster-dns",
      code: "spread-cluster-dns",
      values: { count: String(replicas) },
      machineIds: [],
      edit: { type: "setOptions", set: { clusterDns: { ...clusterDns, replicas, placement: "spread" } } },
      newMachines: 0,
      effort: 1,
    },
  ];
}

function secondWorker(plan: Plan): Proposal[] {
  const workers = withRole(plan, "worker");
  const last = workers.at(-1);
  if (last === undefined) return [];
  const machine = newMachine(plan, last, bestPlace(plan, workers, plan.machines.slice(0, CHOICE_MAX)));
  return [
    {
      service: "running-workloads",
      code: "add-worker",
      values: { machine: machine.hostname, level: "zone", domain: machine.zone ?? "" },
      machineIds: [machine.id],
      edit: { type: "addMachines", machines: [machine] },
      newMachines: 1,
      effort: 1,
    },
  ];
}

/** One fragile worker is the case here; a place is not looked for among thousands of machines. */
const CHOICE_MAX = 200;
const DEVICES_MAX = 4;

/** A pair instead of a single router, firewall or switch. A device costs as much as a machine, and counts as one. */
function secondUnits({ options }: Plan): Proposal[] {
  const devices = options.networkElements ?? [];
  const single = devices.filter(({ units, redundancy }) => units === 1 || redundancy === "none");
  return single.slice(0, DEVICES_MAX).map((device) => {
    const pair = { ...device, units: Math.max(2, device.units), redundancy: "active-standby" as const };
    return {
      service: device.kind === "reverse-proxy" ? ("people-api" as const) : ("api-writes" as const),
      code: "second-network-unit" as const,
      values: { machine: device.name },
      machineIds: [],
      edit: {
        type: "setOptions" as const,
        set: { networkElements: devices.map((each) => (each.id === device.id ? pair : each)) },
      },
      newMachines: pair.units - device.units,
      effort: 1,
    };
  });
}
