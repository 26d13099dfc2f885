import * as z from "zod";
import { LiveTile } from "#lib/core/live/tile.ts";
import { Change, Edit } from "#lib/core/plan/edit.ts";
import { Machine, Role } from "#lib/core/plan/machine.ts";
import { Plan } from "#lib/core/plan/plan.ts";
import { Margin } from "#lib/core/survive/words/margin.ts";
import { JSON_BODY_MAX, PLAN_BODY_MAX, routeSpec } from "./route-spec.ts";
import { Instant, PageQuery, pageOf, Slug, SlugParams } from "./shapes.ts";

/** Sums over machines; machines without a figure are counted in `unknown`, never as zero. */
export const Totals = z.strictObject({
  machines: z.int(),
  cpuCores: z.int(),
  memoryMiB: z.int(),
  systemDiskGB: z.int(),
  dataDiskGB: z.int(),
  unknown: z.strictObject({ cpuCores: z.int(), memoryMiB: z.int(), disks: z.int() }),
});
export type Totals = z.infer<typeof Totals>;

export const ClusterSummary = z.strictObject({
  id: z.uuid(),
  slug: Slug,
  name: z.string(),
  group: z.string().nullable(),
  version: z.int(),
  kubernetesVersion: z.string().nullable(),
  etcdTopology: z.enum(["stacked", "external"]).nullable(),
  roles: z.partialRecord(Role, z.int()),
  totals: Totals,
  createdAt: Instant,
  updatedAt: Instant,
  updatedBy: z.string(),
});
export type ClusterSummary = z.infer<typeof ClusterSummary>;

export const ListedCluster = ClusterSummary.extend({
  margin: Margin,
  /** Null while no engine has looked at it. */
  live: LiveTile.nullable(),
});
export type ListedCluster = z.infer<typeof ListedCluster>;

const TEMPLATE_IDS = ["blank", "T1", "T2", "T2b", "T3", "T4", "T5", "T6"] as const;
export const TemplateId = z.enum(TEMPLATE_IDS);
export type TemplateId = z.infer<typeof TemplateId>;

const Step = z.strictObject({ version: z.int(), label: z.string() });

export const PlanAtVersion = z.strictObject({
  slug: Slug,
  version: z.int(),
  plan: Plan,
  updatedAt: Instant,
  updatedBy: z.string(),
  /** What this caller's undo and redo would do next. */
  undo: Step.nullable(),
  redo: Step.nullable(),
});
export type PlanAtVersion = z.infer<typeof PlanAtVersion>;

/** `changes` leads from the caller's base version to `version`: other people's edits since, then this one. */
export const EditAnswer = z.strictObject({
  version: z.int(),
  changes: z.array(Change),
  isRebased: z.boolean(),
  undo: Step.nullable(),
  redo: Step.nullable(),
});
export type EditAnswer = z.infer<typeof EditAnswer>;

/** Everything that happened to the head since a version: how a second browser catches up. */
export const PlanChanges = EditAnswer.omit({ isRebased: true }).extend({ updatedAt: Instant, updatedBy: z.string() });
export type PlanChanges = z.infer<typeof PlanChanges>;

/** One field both sides changed; travels in `conflicts` of a 409 problem with code `edit-conflict`. */
export const Conflict = z.strictObject({
  path: z.string(),
  subject: z.string(),
  base: z.unknown().optional(),
  theirs: z.unknown().optional(),
  yours: z.unknown().optional(),
  by: z.string(),
  at: Instant,
});
export type Conflict = z.infer<typeof Conflict>;

export const HistoryEntry = z.strictObject({
  version: z.int(),
  at: Instant,
  by: z.string(),
  label: z.string(),
  kind: z.enum(["edit", "undo", "redo", "restore", "import", "create"]),
  changeCount: z.int(),
  name: z.string().nullable(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const InventoryRow = z.strictObject({
  slug: Slug,
  clusterName: z.string(),
  machine: Machine,
  isDuplicateName: z.boolean(),
  isDuplicateIp: z.boolean(),
});
export type InventoryRow = z.infer<typeof InventoryRow>;

const json = <Schema extends z.ZodType>(schema: Schema, maxBytes = JSON_BODY_MAX) =>
  ({ kind: "json", schema, maxBytes }) as const;
const ok = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", status: 200, schema }) as const;
const created = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", status: 201, schema }) as const;
const BaseVersion = z.strictObject({
  baseVersion: z.int().min(0),
  /**
   * The sender's own id of this step: sent again after a lost answer, it is not applied twice. In `<sender>.<number>`
   * form, steps of one sender are never in conflict with each other, even on one base version.
   */
  key: z.string().min(8).max(64).optional(),
});

const EditRequest = BaseVersion.extend({
  edit: Edit,
  /** What history and undo call this step; a default is derived from the edit. */
  label: z.string().max(200).optional(),
  kind: z.enum(["edit", "import"]).default("edit"),
});

export const planRoutes = {
  listClusters: routeSpec({
    id: "listClusters",
    method: "GET",
    path: "/clusters",
    policy: "viewer",
    summary: "Clusters",
    query: PageQuery.extend({
      q: z.string().max(200).optional(),
      /** `worst`: critical clusters first, clusters that nobody watches last. */
      sort: z.enum(["name", "worst"]).default("name"),
    }),
    answer: ok(pageOf(ListedCluster)),
  }),
  addCluster: routeSpec({
    id: "addCluster",
    method: "POST",
    path: "/clusters",
    policy: "editor",
    summary: "Create a cluster from a plan, a template, or blank",
    body: json(
      z.strictObject({
        name: z.string().trim().min(1).max(120),
        slug: Slug.optional(),
        group: z.string().max(120).optional(),
        template: TemplateId.optional(),
        plan: Plan.optional(),
      }),
      PLAN_BODY_MAX,
    ),
    answer: created(ClusterSummary),
  }),
  getCluster: routeSpec({
    id: "getCluster",
    method: "GET",
    path: "/clusters/{slug}",
    policy: "viewer",
    summary: "One cluster",
    params: SlugParams,
    answer: ok(ClusterSummary),
  }),
  changeCluster: routeSpec({
    id: "changeCluster",
    method: "PATCH",
    path: "/clusters/{slug}",
    policy: "editor",
    summary: "Rename or regroup a cluster",
    params: SlugParams,
    body: json(
      z.strictObject({
        name: z.string().trim().min(1).max(120).optional(),
        group: z.string().max(120).nullable().optional(),
      }),
    ),
    answer: ok(ClusterSummary),
  }),
  removeCluster: routeSpec({
    id: "removeCluster",
    method: "DELETE",
    path: "/clusters/{slug}",
    policy: "admin",
    summary: "Delete a cluster with its plan and history",
    params: SlugParams,
    answer: { kind: "none", status: 204 },
  }),
  getPlan: routeSpec({
    id: "getPlan",
    method: "GET",
    path: "/clusters/{slug}/plan",
    policy: "viewer",
    summary: "The whole plan, now or at a version",
    params: SlugParams,
    query: z.object({ version: z.coerce.number().int().min(0).optional() }),
    answer: ok(PlanAtVersion),
  }),
  getPlanChanges: routeSpec({
    id: "getPlanChanges",
    method: "GET",
    path: "/clusters/{slug}/plan/changes",
    policy: "viewer",
    summary: "What changed since a version",
    params: SlugParams,
    query: z.object({ since: z.coerce.number().int().min(0) }),
    answer: ok(PlanChanges),
  }),
  putPlan: routeSpec({
    id: "putPlan",
    method: "PUT",
    path: "/clusters/{slug}/plan",
    policy: "editor",
    summary: "Replace the whole plan",
    params: SlugParams,
    body: json(BaseVersion.extend({ plan: Plan }), PLAN_BODY_MAX),
    answer: ok(EditAnswer),
  }),
  editPlan: routeSpec({
    id: "editPlan",
    method: "POST",
    path: "/clusters/{slug}/plan/edits",
    policy: "editor",
    summary: "Apply one edit",
    params: SlugParams,
    body: json(EditRequest, PLAN_BODY_MAX),
    perMinute: 6000,
    answer: ok(EditAnswer),
  }),
  undoPlan: routeSpec({
    id: "undoPlan",
    method: "POST",
    path: "/clusters/{slug}/plan/undo",
    policy: "editor",
    summary: "Undo my last edit",
    params: SlugParams,
    body: json(BaseVersion),
    answer: ok(EditAnswer),
  }),
  redoPlan: routeSpec({
    id: "redoPlan",
    method: "POST",
    path: "/clusters/{slug}/plan/redo",
    policy: "editor",
    summary: "Redo what I undid last",
    params: SlugParams,
    body: json(BaseVersion),
    answer: ok(EditAnswer),
  }),
  restorePlan: routeSpec({
    id: "restorePlan",
    method: "POST",
    path: "/clusters/{slug}/plan/restore",
    policy: "editor",
    summary: "Make an older version the head, as a new edit",
    params: SlugParams,
    body: json(BaseVersion.extend({ version: z.int().min(0) })),
    answer: ok(EditAnswer),
  }),
};
