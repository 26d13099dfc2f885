import type { Machine } from "#lib/core/plan/machine.ts";
import type { Gate, Ref, Stand } from "#lib/core/survive/fault-tree.ts";
import type { Domain, Domains } from "#lib/core/survive/placement/domains.ts";
import { type Draft, elementRef } from "#lib/core/survive/placement/draft.ts";
import type { Segments } from "#lib/core/survive/placement/endpoint-elements.ts";
import { type Network, networkOf } from "#lib/core/survive/placement/network.ts";
import type { Parts } from "#lib/core/survive/placement/parts.ts";
import type { PlacedGroup } from "#lib/core/survive/placement/places.ts";
import { processId } from "#lib/core/survive/placement/programs.ts";
import type { Component } from "./component.ts";

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
  /** All machines in placement order, the stand-ins last in theirs. */
  readonly stands: readonly Stand[];
}

type Opening = Pick<Context, "parts" | "draft" | "domains" | "segments">;

/** Lists a gate for every machine. */
export function openContext(opening: Opening): Context {
  const { draft, parts, domains } = opening;
  const network = networkOf(draft, parts, domains);
  const domainDown = ({ id, level, name }: Domain): Ref => {
    const device = level === "switch" && name !== null ? network.bySwitchName.get(name) : undefined;
    return device ?? elementRef(draft, id);
  };
  const stands = draft.placed.map((group): Stand => {
    // The nearest first, since an explanation starts there.
    const above = [...domains.of(group.place).map(domainDown).toReversed(), ...network.under(group.place)];
    const entryAt = (index: number) => machineGate(parts, { group, above }, index);
    const down = draft.elements.length + draft.gates.addRun({ count: group.machines.length, entryAt });
    return { ...group, down, above };
  });
  return { ...opening, network, machineDown: finder(stands), domainDown, stands };
}

type Placed = { readonly group: PlacedGroup; readonly above: readonly Ref[] };

function machineGate(parts: Parts, { group, above }: Placed, index: number): Gate {
  const { machines, rows } = group;
  const machine = machines[index];
  const row = rows.find(({ from, count }) => index < from + count);
  if (machine === undefined || row === undefined) throw new Error(`The group has no machine ${index}`);
  const inputs = [row.first + index - row.from, ...above];
  return { id: `machine/${machine.id}`, kind: "or", k: 1, inputs, component: partOf(parts, "machine", machine) };
}

/** Workers are looked up at the first question for one: most plans ask for none of thousands. */
function finder(stands: readonly Stand[]): Context["machineDown"] {
  const refs = new Map<string, Ref>();
  for (const { machines, others, down } of stands)
    for (const index of others) refs.set(machines[index]?.id ?? "", down + index);
  let isComplete = false;
  return ({ id }) => {
    if (!isComplete && !refs.has(id)) {
      for (const { machines, down } of stands)
        for (const [index, machine] of machines.entries()) refs.set(machine.id, down + index);
      isComplete = true;
    }
    const ref = refs.get(id);
    if (ref === undefined) throw new Error(`The model has no machine ${id}`);
    return ref;
  };
}

/** Without the stand-ins, which are no machines of the plan and come last in their stand. */
export function withoutStandIns({ standIns }: Parts, stands: readonly Stand[]): readonly Stand[] {
  if (standIns.size === 0) return stands;
  return stands.map((stand) => {
    const machines = stand.machines.filter(({ id }) => !standIns.has(id));
    return { ...stand, machines, others: stand.others.filter((index) => index < machines.length) };
  });
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
