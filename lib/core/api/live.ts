import * as z from "zod";
import { Fact, FactKind, LiveSnapshot, Margin, State, Transition } from "#lib/core/live/state.ts";
import { PastedNote, Recognised, Unread } from "#lib/core/pasted/sight.ts";
import { JSON_BODY_MAX, PASTED_BODY_MAX, routeSpec } from "./route-spec.ts";
import { IdParams, Instant, PageQuery, pageOf, Slug, SlugParams } from "./shapes.ts";

const ok = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", status: 200, schema }) as const;
const created = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", status: 201, schema }) as const;
const json = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", schema, maxBytes: JSON_BODY_MAX }) as const;

const Acknowledgement = z.strictObject({
  subject: z.string(),
  reason: z.string(),
  by: z.string(),
  at: Instant,
  until: Instant.nullable(),
});

const MaintenanceWindow = z.strictObject({
  id: z.uuid(),
  slug: Slug,
  from: Instant,
  to: Instant,
  reason: z.string(),
  by: z.string(),
});

/** One source that a person pasted, as it was pasted last. */
const PastedSource = z.strictObject({
  what: Recognised.shape.what,
  /** Endpoint, host or command. */
  name: z.string(),
  /** When the command ran, as far as its output tells; else when it was pasted. */
  takenAtMs: z.number(),
  pastedAtMs: z.number(),
  pastedBy: z.string(),
});
export type PastedSource = z.infer<typeof PastedSource>;

/** Facts that a person pasted have the observer `pasted`. */
export const LiveView = LiveSnapshot.extend({
  /** False where everything was pasted: no engine looks at this cluster. */
  isConnected: z.boolean(),
  pasted: z.array(PastedSource),
  acknowledgements: z.array(Acknowledgement),
  maintenance: z.array(MaintenanceWindow),
});
export type LiveView = z.infer<typeof LiveView>;

export const EventRow = Transition.extend({
  id: z.string(),
  slug: Slug,
  clusterName: z.string(),
  /** True where no engine saw it: two outputs that a person pasted differ, and `atMs` is when the second was printed. */
  isPasted: z.boolean(),
});
export type EventRow = z.infer<typeof EventRow>;

export const CertificateRow = z.strictObject({ slug: Slug, clusterName: z.string(), fact: Fact });
export type CertificateRow = z.infer<typeof CertificateRow>;

const TEXTS_MAX = 20;

export const PastedTexts = z.strictObject({
  texts: z
    .array(
      z.strictObject({
        /** What the person calls it, such as the name of a file. */
        name: z.string().max(255).nullable().default(null),
        /** The machine that a report of certificates was made on, where the text does not say so itself. */
        host: z.string().trim().max(253).nullable().default(null),
        text: z.string(),
      }),
    )
    .min(1)
    .max(TEXTS_MAX),
});

export const PastedAnswer = z.strictObject({
  texts: z.array(
    z.strictObject({
      name: z.string().nullable(),
      recognised: z.array(Recognised),
      /** What says nothing: where, why, and in `detail` what to do. */
      unread: z.array(Unread.extend({ detail: z.string() })),
      notes: z.array(PastedNote),
    }),
  ),
  /** The live state with what was pasted in it. */
  live: LiveView,
});
export type PastedAnswer = z.infer<typeof PastedAnswer>;

/**
 * Whether what the engines see is stored: `disk-full` = the database has no room, `late` = an engine has waited for
 * seconds to write, `away` = the database does not answer.
 */
export const Keeping = z.enum(["kept", "late", "disk-full", "away"]);
export type Keeping = z.infer<typeof Keeping>;

/** What the event stream sends. `seen` brings the age of every value that did not change. */
export const StreamMessage = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("delta"),
    slug: Slug,
    atMs: z.number(),
    state: State,
    unknownCount: z.int(),
    margin: Margin,
    engineBeatAtMs: z.number().nullable(),
    /** Last sight by source, ms since the epoch. */
    seen: z.record(z.string(), z.number()),
    /** Numbers that move all the time, by `<subject> <name>`. */
    gauges: z.record(z.string(), z.number()),
    facts: z.array(Fact),
    removed: z.array(z.string()),
    transitions: z.array(Transition),
  }),
  /** Something may have been missed: fetch the snapshots again. */
  z.strictObject({ type: z.literal("resync"), slugs: z.array(Slug) }),
  z.strictObject({
    type: z.literal("ping"),
    atMs: z.number(),
    enginesBeatAtMs: z.number().nullable(),
    keeping: Keeping,
  }),
]);
export type StreamMessage = z.infer<typeof StreamMessage>;

const STREAM_CLUSTERS_MAX = 2000;

const Ms = z.number().nullable();
/** How long looks took. Figures over the whole span, and bins of it for a curve; null where nothing answered. */
const LatencyCurve = z.strictObject({
  /** Probe and target, as the source of a fact says it. */
  name: z.string(),
  minMs: Ms,
  medianMs: Ms,
  maxMs: Ms,
  looks: z.int(),
  missed: z.int(),
  /** Per bin, oldest first: mean, maximum, and looks that were missed. */
  meanMs: z.array(Ms),
  peakMs: z.array(Ms),
  misses: z.array(z.int()),
});
export type LatencyCurve = z.infer<typeof LatencyCurve>;

const Latencies = z.strictObject({
  from: Instant,
  to: Instant,
  /** `rounds` = every look; `minutes` = means and maxima per minute, whose median is one of means. */
  basis: z.enum(["rounds", "minutes"]),
  binSeconds: z.number(),
  curves: z.array(LatencyCurve),
});
export type Latencies = z.infer<typeof Latencies>;

export const liveRoutes = {
  getLive: routeSpec({
    id: "getLive",
    method: "GET",
    path: "/clusters/{slug}/live",
    policy: "viewer",
    summary: "Live state of one cluster",
    params: SlugParams,
    answer: ok(LiveView),
  }),
  getLatencies: routeSpec({
    id: "getLatencies",
    method: "GET",
    path: "/clusters/{slug}/live/latencies",
    policy: "viewer",
    summary: "How long looks at one cluster took; the last hour where no span is given",
    params: SlugParams,
    query: z.object({ from: Instant.optional(), to: Instant.optional() }),
    answer: ok(Latencies),
  }),
  acknowledge: routeSpec({
    id: "acknowledge",
    method: "POST",
    path: "/clusters/{slug}/live/acknowledgements",
    policy: "editor",
    summary: "Say that a state has been seen, and why it may stay; void once the state changes",
    params: SlugParams,
    body: json(
      z.strictObject({
        subject: z.string().max(400),
        reason: z.string().trim().min(1).max(500),
        until: Instant.nullable().optional(),
      }),
    ),
    answer: created(Acknowledgement),
  }),
  pasteOutputs: routeSpec({
    id: "pasteOutputs",
    method: "POST",
    path: "/clusters/{slug}/live/pasted",
    policy: "editor",
    perMinute: 60,
    summary: "Judge outputs of etcdctl, kubectl, kubeadm or KubeKey that were pasted instead of giving a credential",
    params: SlugParams,
    body: { kind: "json", schema: PastedTexts, maxBytes: PASTED_BODY_MAX },
    answer: ok(PastedAnswer),
  }),
  removePasted: routeSpec({
    id: "removePasted",
    method: "DELETE",
    path: "/clusters/{slug}/live/pasted",
    policy: "editor",
    summary: "Forget everything that was pasted of a cluster",
    params: SlugParams,
    answer: { kind: "none", status: 204 },
  }),
  listMaintenance: routeSpec({
    id: "listMaintenance",
    method: "GET",
    path: "/clusters/{slug}/maintenance",
    policy: "viewer",
    summary: "Maintenance windows, next first",
    params: SlugParams,
    answer: ok(z.strictObject({ rows: z.array(MaintenanceWindow) })),
  }),
  addMaintenance: routeSpec({
    id: "addMaintenance",
    method: "POST",
    path: "/clusters/{slug}/maintenance",
    policy: "editor",
    summary: "Plan a maintenance window",
    params: SlugParams,
    body: json(z.strictObject({ from: Instant, to: Instant, reason: z.string().trim().min(1).max(500) })),
    answer: created(MaintenanceWindow),
  }),
  removeMaintenance: routeSpec({
    id: "removeMaintenance",
    method: "DELETE",
    path: "/maintenance/{id}",
    policy: "editor",
    summary: "Remove a maintenance window",
    params: IdParams,
    answer: { kind: "none", status: 204 },
  }),
  listTransitions: routeSpec({
    id: "listTransitions",
    method: "GET",
    path: "/clusters/{slug}/transitions",
    policy: "viewer",
    summary: "What changed on a live cluster, newest first",
    params: SlugParams,
    query: PageQuery.extend({ kind: FactKind.optional(), subject: z.string().max(400).optional() }),
    answer: ok(pageOf(EventRow)),
  }),
  listEvents: routeSpec({
    id: "listEvents",
    method: "GET",
    path: "/events",
    policy: "viewer",
    summary: "What changed on all live clusters, and what was pasted shows to have changed, newest first",
    query: PageQuery.extend({ slug: Slug.optional(), kind: FactKind.optional(), state: State.optional() }),
    answer: ok(pageOf(EventRow)),
  }),
  listCertificates: routeSpec({
    id: "listCertificates",
    method: "GET",
    path: "/certificates",
    policy: "viewer",
    summary: "Certificates of all live clusters, next to expire first",
    query: PageQuery.extend({ slug: Slug.optional(), state: State.optional(), q: z.string().max(200).optional() }),
    answer: ok(pageOf(CertificateRow)),
  }),
  openStream: routeSpec({
    id: "openStream",
    method: "GET",
    path: "/stream",
    policy: "viewer",
    summary: "Server-sent events: changes of live clusters as they are stored",
    query: z.object({
      /** Slugs, comma-separated; absent = all. */
      clusters: z
        .string()
        .max(STREAM_CLUSTERS_MAX * 63)
        .optional(),
    }),
    answer: { kind: "stream", status: 200, message: StreamMessage },
  }),
};
