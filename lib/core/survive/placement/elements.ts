import type { Machine } from "#lib/core/plan/machine.ts";
import type { Element } from "#lib/core/survive/fault-tree.ts";
import { type Figures, figuresOf, machineKey } from "#lib/core/survive/model/values.ts";
import type { Domain, Domains } from "./domains.ts";
import { addElement, count, type Draft } from "./draft.ts";
import { addEndpointElements, isInUnknownZone, type Segments } from "./endpoint-elements.ts";
import { addDeviceElements, devicePlace, devicesOf } from "./network.ts";
import type { Parts } from "./parts.ts";
import { type Group, NOWHERE, type Place, type Row } from "./places.ts";
import { processId, programsOf } from "./programs.ts";

/**
 * Every element in placement order: what belongs to no machine first, then the domains depth first with the machines
 * and programs in them. The order keeps the BDD small: a zone stands directly above what falls with it.
 */
export function addElements(draft: Draft, parts: Parts, { domains, segments }: Layout): void {
  for (const id of new Set(segments.values()))
    addElement(draft, { id, kind: "segment", name: null, figures: figuresOf(parts.plan, "segment") });
  addEndpointElements(draft, parts);
  addDeviceElements(draft, parts);
  addStoreElements(draft, parts);
  for (const place of placesBesides(parts))
    for (const domain of domains.zoneOf(place)) addDomain(draft, parts, { domain, isCounted: true });
  addPlaced(draft, parts, domains);
}

/** Places of things that are no machines of the plan. */
export function placesBesides(parts: Parts): readonly Place[] {
  const placeless = parts.plan.endpoints.some(({ lb }) => isInUnknownZone(lb));
  return [...devicesOf(parts).map(devicePlace), ...(placeless ? [NOWHERE] : [])];
}

export interface Layout {
  readonly domains: Domains;
  readonly segments: Segments;
}

export const storeId = (name: string): string => `shared-store:${name}`;

function addStoreElements(draft: Draft, { plan, stores }: Parts): void {
  const figures = figuresOf(plan, "shared-store");
  const shared = plan.options.registry?.sharedStore;
  if (shared !== undefined) addElement(draft, { id: storeId(shared), kind: "shared-store", name: shared, figures });
  for (const { store, hosts } of stores) {
    const name = store.name ?? store.kind;
    if (hosts.length === 0) addElement(draft, { id: storeId(name), kind: "shared-store", name, figures });
  }
}

type Counted = { readonly domain: Domain; readonly isCounted: boolean };

function addDomain(draft: Draft, { plan }: Parts, { domain, isCounted }: Counted): void {
  const { id, kind, name } = domain;
  addElement(draft, { id, kind, name, isAssumed: name === null, isCounted, figures: figuresOf(plan, kind) });
}

/** Without anything below as long as nobody asks: most domains are the innermost of theirs. */
type Branch = { readonly domain: Domain | null; below: Map<string, Branch> | null; readonly groups: Group[] };

function addPlaced(draft: Draft, parts: Parts, domains: Domains): void {
  const root: Branch = { domain: null, below: null, groups: [] };
  for (const group of parts.groups) branchOf(root, domains.of(group.place)).groups.push(group);
  const programs = programsOf(parts);
  const switches = new Set(devicesOf(parts).flatMap(({ kind, name }) => (kind === "switch" ? [name] : [])));
  const walk = (branch: Branch): void => {
    const { domain, below } = branch;
    const isDevice = domain?.kind === "switch" && domain.name !== null && switches.has(domain.name);
    const isCounted = domain?.kind !== "hypervisor" || !domains.isBareMetal;
    if (domain !== null && !isDevice) addDomain(draft, parts, { domain, isCounted });
    for (const group of branch.groups)
      draft.placed.push({ ...group, rows: addMachines(draft, parts, { group, programs }) });
    for (const next of below?.values() ?? []) walk(next);
  };
  walk(root);
}

function branchOf(root: Branch, path: readonly Domain[]): Branch {
  let branch = root;
  for (const domain of path) {
    branch.below ??= new Map();
    const known = branch.below.get(domain.id);
    const next: Branch = known ?? { domain, below: null, groups: [] };
    if (known === undefined) branch.below.set(domain.id, next);
    branch = next;
  }
  return branch;
}

interface Running {
  readonly group: Group;
  /** By machine id. */
  readonly programs: ReadonlyMap<string, readonly string[]>;
}

/** The machines of a group in its order, each followed by its programs. */
function addMachines(draft: Draft, parts: Parts, { group, programs }: Running): readonly Row[] {
  const { machines, others } = group;
  const rows: Row[] = [];
  const [sample] = machines;
  if (sample === undefined) return rows;
  // Machines of one group name a hypervisor all or none.
  const key = machineKey(sample);
  const usual = figuresOf(parts.plan, key);
  const { standIns } = parts;
  const addRow = (start: number, end: number) => {
    if (end === start) return;
    const entryAt = (index: number) => machineElement(machines[start + index], usual, standIns);
    const first = draft.elements.addRun({ count: end - start, entryAt });
    rows.push({ first, from: start, count: end - start });
    count(draft, key, end - start);
  };
  let from = 0;
  for (const at of others) {
    const machine = machines[at];
    const own = machine === undefined ? undefined : programs.get(machine.id);
    if (machine === undefined || own === undefined) continue;
    addRow(from, at + 1);
    addPrograms(draft, parts, { machine, programs: own });
    from = at + 1;
  }
  addRow(from, machines.length);
  return rows;
}

function machineElement(machine: Machine | undefined, usual: Figures, standIns: Parts["standIns"]): Element {
  if (machine === undefined) throw new Error("The group has no such machine");
  const { id } = machine;
  const figures = machine.reliability ?? usual;
  // Few plans have a stand-in, and thousands of ids need no hash then.
  const isAssumed = standIns.size > 0 && standIns.has(id);
  return {
    id: `machine:${id}`,
    kind: "machine",
    name: machine.hostname,
    machineId: isAssumed ? null : id,
    isAssumed,
    isCounted: true,
    mtbfHours: figures.mtbfHours,
    mttrHours: figures.mttrHours,
    provenance: figures.provenance,
  };
}

type Carrier = { readonly machine: Machine; readonly programs: readonly string[] };

function addPrograms(draft: Draft, { plan, standIns }: Parts, { machine, programs }: Carrier): void {
  const isAssumed = standIns.has(machine.id);
  for (const program of programs) {
    const figures = figuresOf(plan, "process", program);
    const element = { id: processId(machine.id, program), kind: "process" as const, name: program };
    addElement(draft, { ...element, machineId: isAssumed ? null : machine.id, isAssumed, figures });
  }
}
