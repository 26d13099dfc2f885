import * as z from "zod";

/** The six states of anything live. Unknown is never counted as ok, and never as critical. */
export const State = z.enum(["ok", "warning", "critical", "unknown", "not-applicable", "provider-managed"]);
export type State = z.infer<typeof State>;

/** What a fact is about. Subjects are `<kind>/<name>`, such as `etcd-member/8e9e05c52164694d` or `lease/kube-scheduler`. */
export const FactKind = z.enum([
  "api-path",
  "api-server",
  "backend-spread",
  "lease",
  "identity-lease",
  "etcd-quorum",
  "etcd-member",
  "etcd-alarm",
  "certificate",
  "node",
  "static-pod",
  "balancer",
  "backend",
  "vip",
  "version",
  "clock",
  "access",
  "margin",
]);
export type FactKind = z.infer<typeof FactKind>;

const Value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/**
 * One judged value. `reason` is a code that the screens translate, `values` what the sentence needs (numbers in the
 * unit their name says, 64-bit ids as lower-case hex). Instants are milliseconds since the epoch on the engine's clock.
 */
export const Fact = z.strictObject({
  subject: z.string().max(400),
  kind: FactKind,
  state: State,
  reason: z.string().max(80),
  values: z.record(z.string(), Value),
  /** The planned machine this is about, by id; null where none is or none matches. */
  machineId: z.string().nullable(),
  /** When the value was last seen; null = never. A value older than three intervals is unknown. */
  observedAtMs: z.number().nullable(),
  /** Since when the state is what it is. */
  sinceMs: z.number(),
  /** Probe and target, such as `etcd-status 10.0.0.11:2379`. */
  source: z.string().max(400),
  /** Host name of the engine that looked, or `pasted`. */
  observer: z.string().max(253),
});
export type Fact = z.infer<typeof Fact>;

/** Who looked where nobody did: a person pasted what a command had printed. */
export const PASTED = "pasted";

/** One change of state or of a named value (a leader moved), with what showed it. */
export const Transition = z.strictObject({
  subject: z.string().max(400),
  kind: FactKind,
  machineId: z.string().nullable(),
  /** What changed: the state, or the name of a value such as `holder` or `leader`. */
  what: z.string().max(80),
  from: z.string().max(400).nullable(),
  to: z.string().max(400).nullable(),
  reason: z.string().max(80),
  values: z.record(z.string(), Value),
  atMs: z.number(),
});
export type Transition = z.infer<typeof Transition>;

/** How many more failures until an outage: a range, because what is unknown may be up or down. Below 0 = outage. */
export const Margin = z.strictObject({
  low: z.int().min(-1).nullable(),
  high: z.int().min(-1).nullable(),
  planned: z.int().min(0).nullable(),
  /** Names of the elements whose loss alone would now stop the API. */
  next: z.array(z.string()),
});
export type Margin = z.infer<typeof Margin>;

/** Everything known of one live cluster at one moment. */
export const LiveSnapshot = z.strictObject({
  slug: z.string(),
  atMs: z.number(),
  /** Last sign of life of the engine that holds this cluster; null = none ever. */
  engineBeatAtMs: z.number().nullable(),
  state: State,
  unknownCount: z.int(),
  margin: Margin,
  facts: z.array(Fact),
});
export type LiveSnapshot = z.infer<typeof LiveSnapshot>;
