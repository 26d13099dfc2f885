import type * as z from "zod";
import type { NetworkElement } from "#lib/core/plan/options.ts";
import type { Ref } from "#lib/core/survive/fault-tree.ts";
import { figuresOf } from "#lib/core/survive/model/values.ts";
import type { Domains } from "./domains.ts";
import { addElement, andGate, type Draft, elementRef, orGate } from "./draft.ts";
import type { Parts } from "./parts.ts";
import { NOWHERE, type Place } from "./places.ts";

type Device = z.infer<typeof NetworkElement>;

/** Routers, firewalls, reverse proxies and switches that the plan names, by what needs them. */
export interface Network {
  /** Every machine of a place, for devices that serve its zone, its site or, as a switch, everybody. */
  readonly under: (place: Place) => readonly Ref[];
  /** Ways to the API that leave the machines' own network. */
  readonly onPaths: readonly Ref[];
  /** The way of people only. */
  readonly beforePeople: readonly Ref[];
  /** Devices that machines name as their switch. */
  readonly bySwitchName: ReadonlyMap<string, Ref>;
}

export function devicePlace({ site, zone }: Pick<Device, "site" | "zone">): Place {
  return { ...NOWHERE, site: site ?? null, zone: zone ?? null };
}

export function devicesOf({ plan }: Parts): readonly Device[] {
  return plan.options.networkElements ?? [];
}

export function addDeviceElements(draft: Draft, parts: Parts): void {
  for (const device of devicesOf(parts))
    for (const id of unitIds(device))
      addElement(draft, { id, kind: device.kind, name: device.name, figures: figuresOf(parts.plan, device.kind) });
}

function unitIds({ id, units }: Device): readonly string[] {
  return units === 1 ? [`network:${id}`] : Array.from({ length: units }, (_, index) => `network:${id}/${index + 1}`);
}

export function networkOf(draft: Draft, parts: Parts, domains: Domains): Network {
  const names = namedSwitches(parts);
  const devices = devicesOf(parts).map((device) => {
    const isNamed = device.kind === "switch" && names.has(device.name);
    return {
      device,
      ref: deviceRef(draft, device, isNamed ? [] : domains.zoneOf(devicePlace(device)).map(({ id }) => id)),
    };
  });
  const named = devices.filter(({ device }) => device.kind === "switch" && names.has(device.name));
  const isLocal = (device: Device) => device.zone !== undefined || device.site !== undefined;
  const serving = devices.filter(
    ({ device }) =>
      device.kind !== "reverse-proxy" && (device.kind === "switch" ? !names.has(device.name) : isLocal(device)),
  );
  const known = new Map<Place, readonly Ref[]>();
  return {
    under: (place) => {
      const found = known.get(place) ?? serving.filter(({ device }) => serves(device, place)).map(({ ref }) => ref);
      known.set(place, found);
      return found;
    },
    onPaths: devices
      .filter(({ device }) => (device.kind === "router" || device.kind === "firewall") && !isLocal(device))
      .map(({ ref }) => ref),
    beforePeople: devices.filter(({ device }) => device.kind === "reverse-proxy").map(({ ref }) => ref),
    bySwitchName: new Map(named.map(({ device, ref }) => [device.name, ref])),
  };
}

function namedSwitches(parts: Parts): ReadonlySet<string> {
  const hasSwitch = devicesOf(parts).some(({ kind }) => kind === "switch");
  return new Set(hasSwitch ? parts.plan.machines.flatMap((machine) => machine.switch ?? []) : []);
}

function serves({ site, zone }: Device, place: Place): boolean {
  return (zone === undefined || zone === place.zone) && (site === undefined || site === place.site);
}

// Several units without redundancy are several devices in a row: each is needed.
function deviceRef(draft: Draft, device: Device, domainIds: readonly string[]): Ref {
  const units = unitIds(device).map((id) => elementRef(draft, id));
  const gate = { id: `network/${device.id}/units`, inputs: units };
  const core = device.redundancy === "none" ? orGate(draft, gate) : andGate(draft, gate);
  const inputs = [core, ...domainIds.map((id) => elementRef(draft, id))];
  return orGate(draft, { id: `network/${device.id}`, inputs });
}
