import * as z from "zod";
import type { Component } from "./model/component.ts";
import type { Listing } from "./placement/listing.ts";
import type { PlacedGroup } from "./placement/places.ts";

/** What can fail by itself. Kinds before `machine` are common causes: shared by every machine placed in them. */
export const ElementKind = z.enum([
  "site",
  "zone",
  "power-feed",
  "rack",
  "switch",
  "hypervisor",
  "segment",
  "router",
  "firewall",
  "reverse-proxy",
  "appliance",
  "cloud-slb",
  "dns-name",
  "shared-store",
  "machine",
  "process",
]);
export type ElementKind = z.infer<typeof ElementKind>;

/** What failure figures go by. A machine on a named hypervisor restarts elsewhere, so it has figures of its own. */
export type ValueKey = ElementKind | "virtual-machine";

export const Provenance = z.enum(["measured", "vendor", "literature", "default"]);

/**
 * One independent failure of the model. Ids: `machine:<machine id>`, `process:<machine id>/<program>`,
 * `<domain kind>:<name>`, `segment:<endpoint id>`, `network:<element id>` (`/<n>` for each of several units),
 * `<kind>:<endpoint id>` for what stands in for a load balancer, `shared-store:<name>`. `<domain kind>:?` is the domain
 * that machines share as long as nobody says where they stand. A domain name used in several zones carries its zone
 * (`rack:a/r1`); a hypervisor nobody names is one per rack, a rack nobody names one per zone.
 */
export const Element = z.strictObject({
  id: z.string(),
  kind: ElementKind,
  /** As the plan has it: host name, zone name, program; null for a domain nobody named. */
  name: z.string().nullable(),
  machineId: z.string().nullable(),
  /** True where the plan does not say, and the model therefore shares it between all that may share it. */
  isAssumed: z.boolean(),
  /**
   * False = it exists for the structural verdict only: it enters no likelihood and no count of cut sets. So it is with
   * the hypervisor of a plan in which no machine names one; they may all be bare metal.
   */
  isCounted: z.boolean(),
  mtbfHours: z.number().positive(),
  mttrHours: z.number().positive(),
  provenance: Provenance,
});
export type Element = z.infer<typeof Element>;

/** Index of an element, or number of elements + index of a gate. */
export type Ref = number;

/** True (down) when any, all, or at least `k` of its inputs are down. Inputs come before it in the tree. */
export interface Gate {
  /** Unique and never an element id: `<component kind>/<name>`, such as `machine/<machine id>` or `service/<service id>`. */
  readonly id: string;
  readonly kind: "or" | "and" | "at-least";
  readonly k: number;
  readonly inputs: readonly Ref[];
  /** What a person would call this thing; null for a purely technical gate. */
  readonly component: Component | null;
}

/** Machines of the plan that stand in the same domains, in the order of their elements. */
export interface Stand extends PlacedGroup {
  /** Gate of the first machine; those of the others follow it. */
  readonly down: Ref;
  /** What takes all of them down, nearest first. */
  readonly above: readonly Ref[];
}

/**
 * A plan as coherent (monotone) failure logic. Elements stand in placement order (depth first: site, zone, feed, rack,
 * switch, hypervisor, machine, process): that order is the variable order of the BDD, which stays small only in it.
 */
export interface FaultTree {
  readonly elements: Listing<Element>;
  readonly gates: Listing<Gate>;
  readonly services: readonly ServiceTop[];
  readonly stands: readonly Stand[];
  /** How many counted elements have the figures of each key, in the order of the elements. */
  readonly counts: ReadonlyMap<ValueKey, number>;
}

export const ServiceId = z.enum([
  "api-writes",
  "api-reads",
  "people-api",
  "scheduling",
  "new-pods",
  "running-workloads",
  "image-pulls",
  "storage",
  "cluster-dns",
  "monitoring",
]);
export type ServiceId = z.infer<typeof ServiceId>;

/** A service that the plan provides, with the ref that is true when it is down; or why it cannot be judged. */
export type ServiceTop =
  | { readonly id: ServiceId; readonly kind: "modelled"; readonly down: Ref }
  | { readonly id: ServiceId; readonly kind: "not-planned"; readonly reason: NotPlanned };

export const NotPlanned = z.enum([
  "no-control-plane",
  "no-etcd",
  "no-endpoint",
  "no-workers",
  "no-registry",
  "no-storage",
  "no-monitoring",
  "external",
]);
export type NotPlanned = z.infer<typeof NotPlanned>;
