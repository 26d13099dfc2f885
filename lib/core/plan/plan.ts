import * as z from "zod";
import type { PlanProblem } from "#lib/core/plan/edits/judge.ts";
import { Endpoint } from "./endpoint.ts";
import { Machine } from "./machine.ts";
import { PlanOptions } from "./options.ts";

export const SCHEMA_VERSION = "1.0";
export const MACHINES_MAX = 20_000;
export const ENDPOINTS_MAX = 32;

/** The versioned design of a cluster; kept in the order of `sortedPlan`. */
export const Plan = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  kind: z.literal("HAClusterPlan"),
  name: z.string().min(1).max(120),
  options: PlanOptions,
  endpoints: z.array(Endpoint).max(ENDPOINTS_MAX),
  machines: z.array(Machine).max(MACHINES_MAX),
});
export type Plan = z.infer<typeof Plan>;

/** A plan with nothing decided yet. */
export function blankPlan(name: string): Plan {
  return { schemaVersion: SCHEMA_VERSION, kind: "HAClusterPlan", name, options: {}, endpoints: [], machines: [] };
}

/** Machines by (order, id), endpoints by (audience, id): no list position is stored anywhere else. */
export function sortedPlan(plan: Plan): Plan {
  return { ...plan, endpoints: plan.endpoints.toSorted(byAudience), machines: plan.machines.toSorted(byOrder) };
}

type Keyed = { readonly id: string };

export function byOrder(a: Keyed & { readonly order: number }, b: Keyed & { readonly order: number }): number {
  return a.order - b.order || byText(a.id, b.id);
}

const AUDIENCES = Endpoint.shape.audience.options;

export function byAudience(a: Endpoint, b: Endpoint): number {
  return AUDIENCES.indexOf(a.audience) - AUDIENCES.indexOf(b.audience) || byText(a.id, b.id);
}

// By code unit, not by locale: browser and server must agree.
function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// Maps whose keys people choose; all other objects take the order of their schema.
const FREE_KEYS = ["labels", "priorities", "rttMs", "reliability"];

/** A plan as JSON text: the same bytes for the same plan, whatever order its fields were set in. */
export function planText(plan: Plan, indent = 0): string {
  const inOrder = (key: string, value: unknown) =>
    FREE_KEYS.includes(key) && typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => byText(a, b)))
      : value;
  return JSON.stringify(Plan.parse(plan), inOrder, indent);
}

/** JSON Schema (draft 2020-12) of a plan document. */
export function planJsonSchema(): object {
  return z.toJSONSchema(Plan, { io: "input" });
}

export type PlanReading =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] };

const PROBLEMS_MAX = 50;
const KNOWN_MAJOR = SCHEMA_VERSION.split(".")[0];

/** A plan out of parsed JSON. Shape only: names and addresses are judged when an edit brings it in. */
export function readPlanJson(value: unknown): PlanReading {
  const head = z
    .looseObject({ kind: z.literal("HAClusterPlan"), schemaVersion: z.unknown().optional() })
    .safeParse(value);
  if (!head.success) return { ok: false, problems: [{ code: "not-a-plan", path: "", values: {} }] };
  const version = String(head.data.schemaVersion ?? "").slice(0, 40);
  if (version.split(".")[0] !== KNOWN_MAJOR) {
    const values = { version, known: SCHEMA_VERSION };
    return { ok: false, problems: [{ code: "unknown-version", path: "schemaVersion", values }] };
  }
  const parsed = Plan.safeParse({ ...head.data, schemaVersion: SCHEMA_VERSION });
  if (parsed.success) return { ok: true, plan: sortedPlan(parsed.data) };
  const problems = parsed.error.issues.slice(0, PROBLEMS_MAX).map(({ path, message }) => {
    const where = path.map(String).join("/");
    return { code: "bad-field" as const, path: where, values: { field: where, reason: message } };
  });
  return { ok: false, problems };
}
