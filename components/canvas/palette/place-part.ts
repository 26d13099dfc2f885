import type { Cell, Tool } from "#components/canvas/canvas-state.ts";
import type { Edit, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Endpoint, LoadBalancer } from "#lib/core/plan/endpoint.ts";
import type { DomainLevel, Machine, Role } from "#lib/core/plan/machine.ts";
import { freeAddresses, nextHostNames, rangeOfPeers, takenAddresses, toNetwork } from "#lib/core/plan/naming.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { newEndpoint } from "./new-endpoint.ts";
import { serviceEdit } from "./new-service.ts";
import { type MachinePart, machinePart, type Placed } from "./parts.ts";

/** Where a part is put, and how ids are drawn (core draws no random numbers). */
export interface Placement {
  readonly plan: Plan;
  readonly domain: DomainLevel | "none";
  /** Names of the failure domains of the view, in order. */
  readonly domains: readonly string[];
  readonly cell: Cell & { readonly pool?: string | undefined };
  readonly newId: () => string;
}

/** The edit that puts a part of the palette into a cell, ready to post; one undo step whatever it contains. */
export function placePart(tool: Tool, at: Placement): Placed {
  const { part } = tool;
  if (part.startsWith("endpoint:")) return placeEndpoint(newEndpoint(at.plan, part, at.newId()));
  if (part.startsWith("service:")) return serviceEdit(at.plan, part, at.newId());
  const spec = machinePart(part);
  if (spec === null) throw new Error(`unknown part ${part}`);
  const machines = newMachines(spec, tool, at);
  return {
    edit: asOneStep([{ type: "addMachines", machines: [...machines] }, ...balancing(spec, machines, at)]),
    ids: machines.map(({ id }) => id),
  };
}

function placeEndpoint(endpoint: Endpoint): Placed {
  return { edit: { type: "addEndpoint", endpoint }, ids: [`endpoint:${endpoint.id}`] };
}

function asOneStep(edits: SimpleEdit[]): Edit {
  const [only] = edits;
  return edits.length === 1 && only !== undefined ? only : { type: "batch", edits };
}

function newMachines(part: MachinePart, tool: Tool, at: Placement): readonly Machine[] {
  const { plan } = at;
  const peers = plan.machines.filter((machine) => machine.roles[0] === part.role);
  const model = peers.at(-1);
  const names = nextHostNames(
    plan.machines.map((machine) => machine.hostname),
    model?.hostname ?? part.stem,
    tool.count,
  );
  const ips = tool.addresses === "next-free" ? nextAddresses(plan, peers, tool.count) : [];
  const range = rangeOfPeers(plan, peers.length > 0 ? peers : plan.machines);
  const domains = domainsFor(tool, at);
  const order = orderBehind(plan, model);
  return names.map((hostname, index) => {
    const ip = ips[index];
    const domain = domains[index % domains.length];
    return {
      ...sizeOf(model),
      id: at.newId(),
      order: order + (index + 1) * orderStep(plan, model, tool.count),
      hostname,
      ips: ip === undefined ? [] : [ip],
      ...(ip === undefined && range !== null ? { ipToAssignIn: toNetwork(range) } : {}),
      roles: rolesOf(part, plan),
      ...poolOf(part, model, at),
      ...(at.domain === "none" || domain === undefined || domain === null ? {} : { [at.domain]: domain }),
    };
  });
}

function nextAddresses(plan: Plan, peers: readonly Machine[], count: number): readonly string[] {
  const around = peers.length > 0 ? peers : plan.machines;
  const range = rangeOfPeers(plan, around);
  if (range === null) return [];
  const after = around.findLast((machine) => machine.ips.length > 0)?.ips[0];
  return freeAddresses({ cidr: range, taken: takenAddresses(plan), count, after });
}

/** Domains in turn, beginning at the cell; otherwise all in the cell. */
function domainsFor(tool: Tool, at: Placement): readonly (string | null)[] {
  const { column } = at.cell;
  if (!tool.isAcrossDomains || at.domains.length === 0) return [column];
  const start = Math.max(0, column === null ? 0 : at.domains.indexOf(column));
  return [...at.domains.slice(start), ...at.domains.slice(0, start)];
}

// What peers share and a new one most likely has too; addresses and ids of hardware are its own.
const SHARED = [
  "cpuCores",
  "memoryMiB",
  "diskLayout",
  "osText",
  "os",
  "osVersion",
  "kernel",
  "cgroup",
  "arch",
  "sshUser",
  "sshPort",
  "interfaceName",
  "prefixLength",
  "gateway",
] as const satisfies readonly (keyof Machine)[];

function sizeOf(model: Machine | undefined): Pick<Machine, "disks"> & Partial<Machine> {
  if (model === undefined) return { disks: [] };
  const shared = SHARED.filter((field) => model[field] !== undefined).map((field) => [field, model[field]]);
  return { disks: model.disks, ...Object.fromEntries(shared) };
}

function rolesOf(part: MachinePart, plan: Plan): Role[] {
  const isStacked = plan.options.etcd?.topology !== "external";
  return part.id === "control-plane" && isStacked ? ["control-plane", "etcd"] : [part.role];
}

function poolOf(part: MachinePart, model: Machine | undefined, at: Placement): { pool?: string } {
  if (part.lane !== "workers") return {};
  if (part.id === "pool") return { pool: newPoolName(at.plan) };
  const pool = at.cell.pool ?? model?.pool;
  return pool === undefined ? {} : { pool };
}

function newPoolName(plan: Plan): string {
  const taken = new Set(plan.machines.map((machine) => machine.pool));
  for (let number = 1; ; number += 1) if (!taken.has(`pool-${number}`)) return `pool-${number}`;
}

function orderBehind(plan: Plan, model: Machine | undefined): number {
  return model?.order ?? plan.machines.at(-1)?.order ?? 0;
}

/** New machines stand right behind their peers, so they share the gap to whatever follows. */
function orderStep(plan: Plan, model: Machine | undefined, count: number): number {
  if (model === undefined) return 1;
  const next = plan.machines[plan.machines.findIndex(({ id }) => id === model.id) + 1];
  return next === undefined ? 1 : (next.order - model.order) / (count + 1);
}

const API_PORT = 6443;

/** New load-balancer machines join the endpoint that has such members; a pair without one brings its own. */
function balancing(part: MachinePart, machines: readonly Machine[], at: Placement): SimpleEdit[] {
  if (part.role !== "lb") return [];
  const ids = machines.map(({ id }) => id);
  const joined = at.plan.endpoints.flatMap((endpoint): SimpleEdit[] => {
    const { lb } = endpoint;
    if (!("members" in lb)) return [];
    return [{ type: "setEndpoint", endpoint: { ...endpoint, lb: withMembers(lb, ids) } }];
  });
  if (joined.length > 0) return joined.slice(0, 1);
  if (part.id !== "slb-pair") return [];
  const lb: LoadBalancer = { kind: "keepalived-haproxy", members: ids };
  return [{ type: "addEndpoint", endpoint: { id: at.newId(), audience: "nodes", vips: [], port: API_PORT, lb } }];
}

function withMembers<Kind extends Extract<LoadBalancer, { members: string[] }>>(
  lb: Kind,
  ids: readonly string[],
): Kind {
  return { ...lb, members: [...lb.members, ...ids] };
}
