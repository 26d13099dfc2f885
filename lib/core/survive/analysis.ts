import * as z from "zod";
import { Edit } from "#lib/core/plan/edit.ts";
import { Role } from "#lib/core/plan/machine.ts";
import { Element, ElementKind, NotPlanned, ServiceId } from "./fault-tree.ts";

/** Levels at which a failure is counted: one whole machine, rack, zone ... at a time. */
export const Level = z.enum(["machine", "hypervisor", "rack", "switch", "power-feed", "zone", "site"]);
export type Level = z.infer<typeof Level>;

/**
 * `survives` any one failure at this level; `fails` by the one named; `unproven`: it would fail if the machines whose
 * placement is unknown share a domain, with each other or with a named one; `not-given`: the model has no element of
 * this level, named or assumed.
 */
export const Verdict = z.enum(["survives", "fails", "unproven", "not-given"]);
export type Verdict = z.infer<typeof Verdict>;

export const LevelVerdict = z.strictObject({
  level: Level,
  verdict: Verdict,
  /** Fewest failures at this level that stop the service, unknown placement taken as shared; null = none can. */
  distance: z.int().min(1).nullable(),
  /** Element ids of one such smallest set; where sharing is what fails it, the domains that may be one. */
  witness: z.array(z.string()),
  /** Machines of the service whose place at this level the plan does not say. */
  unknownMachines: z.array(z.string()),
});
export type LevelVerdict = z.infer<typeof LevelVerdict>;

/** A figure for the inputs as given, and with every failure rate divided and multiplied by three. */
export const Band = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
export type Band = z.infer<typeof Band>;

export const Likelihood = z.strictObject({
  /** Share of time the service is down. */
  unavailability: Band,
  outagesPerYear: Band,
  meanOutageHours: Band,
  /** Share of years without any outage. */
  calmYears: Band,
});
export type Likelihood = z.infer<typeof Likelihood>;

/** `count` minimal cut sets of one shape: so many elements out of each class of interchangeable ones. */
export const CutPattern = z.strictObject({
  order: z.int().min(1),
  count: z.number(),
  parts: z.array(
    z.strictObject({
      kind: ElementKind,
      role: Role.nullable(),
      program: z.string().nullable(),
      howMany: z.int().min(1),
      /** All elements of the class that the service depends on. */
      elementIds: z.array(z.string()),
    }),
  ),
  example: z.array(z.string()),
  hasAssumed: z.boolean(),
});
export type CutPattern = z.infer<typeof CutPattern>;

export const Weakness = z.strictObject({
  elementId: z.string(),
  /** Birnbaum importance: P(down | element down) - P(down | element up). */
  birnbaum: z.number(),
  /** Share of the unavailability that would go if this element never failed. */
  share: z.number(),
});
export type Weakness = z.infer<typeof Weakness>;

export const ServiceAnalysis = z.discriminatedUnion("kind", [
  z.strictObject({ id: ServiceId, kind: z.literal("not-planned"), reason: NotPlanned }),
  z.strictObject({
    id: ServiceId,
    kind: z.literal("analysed"),
    /** Fewest failures of any elements that stop it; null = none can. */
    distance: z.int().min(1).nullable(),
    levels: z.array(LevelVerdict),
    /** The same for machines of one role only. */
    roles: z.array(z.strictObject({ role: Role, distance: z.int().min(1).nullable(), witness: z.array(z.string()) })),
    likelihood: Likelihood,
    /** Number of minimal cut sets by order, from order 1. */
    cutSets: z.array(z.number()),
    patterns: z.array(CutPattern),
    weakest: z.array(Weakness),
  }),
]);
export type ServiceAnalysis = z.infer<typeof ServiceAnalysis>;

/** Something the model had to assume, with the machines it concerns. */
export const Assumption = z.strictObject({
  code: z.enum([
    "placement-unknown",
    "hypervisor-unknown",
    "segment-shared",
    "size-unknown",
    "demand-unknown",
    "dns-placement-unknown",
    "storage-machines-unknown",
    "registry-machines-unknown",
    "replicas-assumed",
  ]),
  level: Level.nullable(),
  machineIds: z.array(z.string()),
});
export type Assumption = z.infer<typeof Assumption>;

const CandidateCode = z.enum([
  "move-to-new-domain",
  "move-to-domain",
  "spread-hypervisors",
  "spread-racks",
  "local-balancer",
  "kube-vip",
  "split-segment",
  "add-balancer",
  "add-control-plane",
  "add-etcd-pair",
  "external-etcd",
  "second-registry",
  "spread-cluster-dns",
  "second-network-unit",
  "add-worker",
  "active-standby",
]);

const CandidateReason = z.enum([
  "survives-more",
  "fewer-minutes",
  "even-members",
  "majority-stays",
  "more-parts-same-margin",
  "lowers-distance",
  "no-effect",
]);

const Outcome = z.strictObject({
  minutesPerYear: z.number(),
  distance: z.int().min(1).nullable(),
  /** Distance by level, of the levels that the model has elements of. */
  levels: z.array(z.strictObject({ level: Level, distance: z.int().min(1).nullable() })),
});

/** A change of the plan, recomputed exactly. `edit` is null where no plan edit can express it. */
export const Candidate = z.strictObject({
  id: z.string(),
  /** The service that `before` and `after` speak of. */
  service: ServiceId,
  code: CandidateCode,
  /** Names that the sentence needs, such as the machine and the domain. */
  values: z.record(z.string(), z.string()),
  machineIds: z.array(z.string()),
  edit: Edit.nullable(),
  newMachines: z.int().min(0),
  /** Machines touched, new ones included. */
  effort: z.int().min(0),
  verdict: z.enum(["better", "same", "worse"]),
  reason: CandidateReason,
  isOnFront: z.boolean(),
  before: Outcome,
  after: Outcome,
});
export type Candidate = z.infer<typeof Candidate>;

export const StepCode = z.enum([
  "failure",
  "vip-moved",
  "balancer-marked-down",
  "connections-restored",
  "etcd-leader-elected",
  "lease-taken",
  "api-restored",
  "controllers-stopped",
  "apiserver-restarted",
  "node-not-ready",
  "endpoints-removed",
  "eviction-started",
  "volume-reattached",
  "last-pod-back",
  "not-recovered",
]);

/** What happens after one failure, in seconds from it. */
export const Timeline = z.strictObject({
  code: z.enum([
    "balancer-lost",
    "control-plane-lost",
    "etcd-leader-lost",
    "controller-leader-lost",
    "worker-lost",
    "rack-lost",
    "zone-lost",
    "path-lost",
    "quorum-lost",
  ]),
  elementIds: z.array(z.string()),
  /** Whether the API is back without a person. */
  isAutomatic: z.boolean(),
  steps: z.array(
    z.strictObject({
      code: StepCode,
      atSeconds: z.number().min(0),
      /** Latest, where the moment depends on luck; equal to `atSeconds` otherwise. */
      untilSeconds: z.number().min(0),
      /** Names of the timers that make up this moment, such as `haproxy.inter x fall`. */
      timers: z.array(z.string()),
    }),
  ),
});
export type Timeline = z.infer<typeof Timeline>;

/** A zone or site whose loss takes the etcd majority of a plan that has only two of them. */
export const TwoSite = z.strictObject({
  level: z.enum(["zone", "site"]),
  names: z.array(z.string()),
  deadly: z.string(),
  members: z.array(z.string()),
  /** Ids of the candidates that are ways out. */
  waysOut: z.array(z.string()),
});
export type TwoSite = z.infer<typeof TwoSite>;

/** Seconds a year that the API stands still while redundancy takes over: the floor under "nines". */
export const FailoverFloor = z.strictObject({
  secondsPerYear: z.number().min(0),
  parts: z.array(
    z.strictObject({
      code: z.enum(["balancer", "apiserver", "etcd-leader"]),
      failuresPerYear: z.number().min(0),
      secondsEach: z.number().min(0),
      /** Share of the failures that are felt: the active one of a pair, one apiserver's share of the requests. */
      share: z.number().min(0).max(1),
    }),
  ),
});
export type FailoverFloor = z.infer<typeof FailoverFloor>;

/** The headline service with planned work on one machine at a time: so many hours a year on each. */
export const PlannedWork = z.strictObject({
  hoursPerMachine: z.number().min(0),
  minutesPerYear: z.number().min(0),
  /** While a machine is out: how likely it is down, and how many more failures that takes; 0 = the work itself does. */
  machines: z.array(
    z.strictObject({ machineId: z.string(), risk: z.number().min(0).max(1), distance: z.int().min(0).nullable() }),
  ),
});
export type PlannedWork = z.infer<typeof PlannedWork>;

/** Failure figures in force for one kind of element or one machine, in hours. */
export const ValueRow = z.strictObject({
  key: z.string(),
  mtbfHours: z.number().positive(),
  mttrHours: z.number().positive(),
  provenance: z.enum(["measured", "vendor", "literature", "default"]),
  defaultMtbfHours: z.number().positive(),
  defaultMttrHours: z.number().positive(),
  count: z.int().min(0),
});
export type ValueRow = z.infer<typeof ValueRow>;

export const CapacityAnalysis = z.strictObject({
  resource: z.enum(["cpuCores", "memoryMiB", "workers"]),
  total: z.number(),
  need: z.number().nullable(),
  /** Fewest machines, racks, zones ... whose loss leaves less than the need; 0 = short already, null = need unknown. */
  levels: z.array(z.strictObject({ level: Level, distance: z.int().min(0).nullable(), witness: z.array(z.string()) })),
  /** Probability that less than the need is left; null = need unknown. */
  shortage: Band.nullable(),
  /** Probability that the API is down or less than the need is left, computed jointly. */
  joint: Band.nullable(),
});
export type CapacityAnalysis = z.infer<typeof CapacityAnalysis>;

/** Everything the engine says of a plan. Plain JSON: the API, the screens and the print page all read this. */
export const Analysis = z.strictObject({
  /** All that the rest speaks of, and all others but plain workers, of which there may be thousands. */
  elements: z.array(Element),
  headline: z.strictObject({
    service: ServiceId,
    /** Fewest failures of any elements that stop the headline service; null when it cannot be judged or none can. */
    margin: z.int().min(0).nullable(),
    /** The same in whole machines: what killing machines one by one counts down. */
    machineMargin: z.int().min(0).nullable(),
    bestCandidateId: z.string().nullable(),
  }),
  services: z.array(ServiceAnalysis),
  capacity: z.array(CapacityAnalysis),
  candidates: z.array(Candidate),
  /** False while only the verdict was asked for; `candidates` is empty then. */
  hasCandidates: z.boolean(),
  failover: FailoverFloor.nullable(),
  plannedWork: PlannedWork.nullable(),
  timelines: z.array(Timeline),
  twoSite: TwoSite.nullable(),
  assumptions: z.array(Assumption),
  values: z.array(ValueRow),
  bddNodes: z.int(),
});
export type Analysis = z.infer<typeof Analysis>;
