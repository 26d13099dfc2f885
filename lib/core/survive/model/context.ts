import type { Machine } from "#lib/core/plan/machine.ts";
import type { Component } from "#lib/core/survive/component.ts";
import type { Ref, Stand, Worker } from "#lib/core/survive/fault-tree.ts";
import type { Domain, Domains } from "#lib/core/survive/placement/domains.ts";
import { type Draft, elementRef, orGate } from "#lib/core/survive/placement/draft.ts";
import type { Segments } from "#lib/core/survive/placement/endpoint-elements.ts";
import { type Network, networkOf } from "#lib/core/survive/placement/network.ts";
import type { Parts } from "#lib/core/survive/placement/parts.ts";
import type { Group } from "#lib/core/survive/placement/places.ts";
import { processId } from "#lib/core/survive/placement/programs.ts";

/** What the gates of every service are made from. */
export interface Context {
  readonly parts: Parts;
  readonly draft: Draft;
  readonly domains: Domains;
  readonly segments: Segments;
  readonly network: Network;
  /** Down when the machine is, or anything that it stands in. */
  readonly machineDown: (machine: Machine) => Ref;
  readonly domainDown: (domain: Domain) => Ref;
  /** All machines in placement order, with the gate of each. */
  readonly groups: readonly DownGroup[];
  readonly workers: readonly Worker[];
  readonly stands: readonly Stand[];
}

interface DownGroup extends Group {
  readonly downs: readonly Ref[];
  /** Those of its machines that are workers, and their gates. */
  readonly workers: Machine[];
  readonly workerDowns: Ref[];
}

type Opening = Pick<Context, "parts" | "draft" | "domains" | "segments">;

/** Writes a gate for every machine. */
export function openContext(opening: Opening): Context {
  const { draft, parts, domains } = opening;
  const network = networkOf(draft, parts, domains);
  const domainDown = ({ id, level, name }: Domain): Ref => {
    const device = level === "switch" && name !== null ? network.bySwitchName.get(name) : undefined;
    return device ?? elementRef(draft, id);
  };
  const refs = new Map<string, Ref>();
  const workers: Worker[] = [];
  const stands: Stand[] = [];
  const groups = draft.placed.map(({ place, machines, positions }): DownGroup => {
    // The nearest first, since an explanation starts there.
    const above = [...domains.of(place).map(domainDown).toReversed(), ...network.under(place)];
    stands.push(standOf(parts, { place, machines, positions, above }));
    const own: Machine[] = [];
    const ownDowns: Ref[] = [];
    const downs = machines.map((machine, index) => {
      const inputs = [positions[index] ?? 0, ...above];
      const gate = { id: `machine/${machine.id}`, inputs, component: partOf(parts, "machine", machine) };
      const down = orGate(draft, gate);
      if (machine.roles.includes("worker")) {
        own.push(machine);
        ownDowns.push(down);
        workers.push(workerOf(machine, down));
      } else refs.set(machine.id, down);
      return down;
    });
    return { place, machines, downs, workers: own, workerDowns: ownDowns };
  });
  return { ...opening, network, machineDown: finder(refs, groups), domainDown, groups, workers, stands };
}

/** Without the stand-ins, which are no machines of the plan. */
function standOf({ standIns }: Parts, stand: Stand): Stand {
  if (standIns.size === 0) return stand;
  const isOwn = stand.machines.map(({ id }) => !standIns.has(id));
  return {
    ...stand,
    machines: stand.machines.filter((_, index) => isOwn[index]),
    positions: stand.positions.filter((_, index) => isOwn[index]),
  };
}

function workerOf({ id, cpuCores, memoryMiB }: Machine, down: Ref): Worker {
  return { machineId: id, down, cpuCores: cpuCores ?? null, memoryMiB: memoryMiB ?? null };
}

/** Workers are looked up at the first question for one: most plans ask for none of thousands. */
function finder(refs: Map<string, Ref>, groups: readonly DownGroup[]): Context["machineDown"] {
  let isComplete = false;
  return ({ id }) => {
    if (!isComplete && !refs.has(id)) {
      for (const { workers, workerDowns } of groups)
        for (const [index, worker] of workers.entries()) refs.set(worker.id, workerDowns[index] ?? 0);
      isComplete = true;
    }
    const ref = refs.get(id);
    if (ref === undefined) throw new Error(`The model has no machine ${id}`);
    return ref;
  };
}

export function partOf({ standIns }: Parts, kind: Component["kind"], machine: Machine): Component {
  return { kind, name: machine.hostname, machineId: standIns.has(machine.id) ? null : machine.id };
}

export function thing(kind: Component["kind"], name: string | null = null): Component {
  return { kind, name, machineId: null };
}

export function processRef({ draft }: Context, machine: Machine, program: string): Ref {
  return elementRef(draft, processId(machine.id, program));
}
