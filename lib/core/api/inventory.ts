import * as z from "zod";
import { Change } from "#lib/core/plan/edit.ts";
import { Role } from "#lib/core/plan/machine.ts";
import { HistoryEntry, InventoryRow } from "./plans.ts";
import { JSON_BODY_MAX, routeSpec } from "./route-spec.ts";
import { PageQuery, pageOf, Slug, SlugParams } from "./shapes.ts";

const json = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", schema, maxBytes: JSON_BODY_MAX }) as const;
const ok = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", status: 200, schema }) as const;
const VersionParams = SlugParams.extend({ version: z.coerce.number().int().min(0) });

/** History of one plan, and the machines of all of them. */
export const inventoryRoutes = {
  listHistory: routeSpec({
    id: "listHistory",
    method: "GET",
    path: "/clusters/{slug}/history",
    policy: "viewer",
    summary: "Versions of the plan, newest first",
    params: SlugParams,
    query: PageQuery,
    answer: ok(pageOf(HistoryEntry)),
  }),
  getHistoryEntry: routeSpec({
    id: "getHistoryEntry",
    method: "GET",
    path: "/clusters/{slug}/history/{version}",
    policy: "viewer",
    summary: "What one version changed, field by field",
    params: VersionParams,
    answer: ok(HistoryEntry.extend({ changes: z.array(Change) })),
  }),
  nameVersion: routeSpec({
    id: "nameVersion",
    method: "PUT",
    path: "/clusters/{slug}/history/{version}/name",
    policy: "editor",
    summary: "Name a version (empty removes the name)",
    params: VersionParams,
    body: json(z.strictObject({ name: z.string().trim().max(120) })),
    answer: ok(HistoryEntry),
  }),
  listMachines: routeSpec({
    id: "listMachines",
    method: "GET",
    path: "/machines",
    policy: "viewer",
    summary: "Machines of all clusters and of `unassigned`",
    query: PageQuery.extend({
      q: z.string().max(200).optional(),
      slug: Slug.optional(),
      role: Role.optional(),
      onlyDuplicates: z.stringbool().optional(),
    }),
    answer: ok(pageOf(InventoryRow)),
  }),
  moveMachines: routeSpec({
    id: "moveMachines",
    method: "POST",
    path: "/machines/move",
    policy: "editor",
    summary: "Move machines between clusters or out of `unassigned`",
    body: json(z.strictObject({ from: Slug, to: Slug, machineIds: z.array(z.string()).min(1).max(5000) })),
    answer: ok(z.strictObject({ moved: z.int() })),
  }),
};
