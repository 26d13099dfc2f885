import type { Machine } from "#lib/core/plan/machine.ts";
import type { Component } from "#lib/core/survive/component.ts";
import type { Ref } from "#lib/core/survive/fault-tree.ts";
import type { Domains } from "./domains.ts";
import { type Draft, elementRef, orGate } from "./draft.ts";
import type { Segments } from "./elements.ts";
import { type Network, networkOf } from "./network.ts";
import type { Parts } from "./parts.ts";
import { NOWHERE, type Place } from "./places.ts";
import { processId } from "./programs.ts";

/** What the gates of every service are made from. */
export interface Context {
  readonly parts: Parts;
  readonly draft: Draft;
  readonly domains: Domains;
  readonly segments: Segments;
  readonly network: Network;
  readonly placeOf: (machine: Machine) => Place;
  /** Of its element: the order of placement. */
  readonly positionOf: (machine: Machine) => number;
  /** Down when the machine is, or anything that it stands in. */
  readonly machineDown: (machine: Machine) => Ref;
}

type Opening = Pick<Context, "parts" | "draft" | "domains" | "segments"> & {
  readonly places: ReadonlyMap<string, Place>;
};

/** Writes a gate for every machine. */
export function openContext({ places, ...opening }: Opening): Context {
  const { draft, parts, domains } = opening;
  const network = networkOf(draft, parts, domains);
  const placeOf = ({ id }: Machine) => places.get(id) ?? NOWHERE;
  const around = new Map<Place, readonly Ref[]>();
  const refs = new Map<string, Ref>();
  for (const machine of parts.machines) {
    const place = placeOf(machine);
    const above = around.get(place) ?? refsAbove({ draft, domains, network }, place);
    around.set(place, above);
    const inputs = [known(draft.machines, machine.id), ...above];
    const gate = { id: `machine/${machine.id}`, inputs, component: partOf(parts, "machine", machine) };
    refs.set(machine.id, orGate(draft, gate));
  }
  const positionOf = ({ id }: Machine) => known(draft.machines, id);
  const machineDown = ({ id }: Machine) => known(refs, id);
  return { ...opening, network, placeOf, positionOf, machineDown };
}

function known(refs: ReadonlyMap<string, Ref>, machineId: string): Ref {
  const ref = refs.get(machineId);
  if (ref === undefined) throw new Error(`The model has no machine ${machineId}`);
  return ref;
}

/** What falls with every machine of a place, the nearest first. */
function refsAbove({ draft, domains, network }: Pick<Context, "draft" | "domains" | "network">, place: Place): Ref[] {
  const refs = domains.of(place).map(({ id, level, name }) => {
    const device = level === "switch" && name !== null ? network.bySwitchName.get(name) : undefined;
    return device ?? elementRef(draft, id);
  });
  return [...refs.toReversed(), ...network.under(place)];
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
