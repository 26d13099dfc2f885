import * as z from "zod";
import { inventoryRoutes } from "#lib/core/api/inventory.ts";
import { Conflict, type EditAnswer, type PlanAtVersion, type PlanChanges, planRoutes } from "#lib/core/api/plans.ts";
import type { Change } from "#lib/core/plan/edit.ts";
import { ApiProblem, call } from "./api.ts";
import type { Pending } from "./plan-sync.ts";

/** What the open plan asks of the server. */
export interface PlanTransport {
  readonly send: (entry: Pending) => Promise<EditAnswer>;
  readonly changesSince: (version: number) => Promise<PlanChanges>;
  readonly load: () => Promise<PlanAtVersion>;
  /** What one version changed. */
  readonly stepChanges: (version: number) => Promise<readonly Change[]>;
}

const TIMEOUT_MS = 30_000;

export function httpTransport(slug: string): PlanTransport {
  const within = () => AbortSignal.timeout(TIMEOUT_MS);
  return {
    send: (entry) => send(slug, entry, within()),
    changesSince: (since) => call(planRoutes.getPlanChanges, { params: { slug }, query: { since }, signal: within() }),
    load: () => call(planRoutes.getPlan, { params: { slug }, signal: within() }),
    stepChanges: async (version) => {
      const entry = await call(inventoryRoutes.getHistoryEntry, { params: { slug, version }, signal: within() });
      return entry.changes;
    },
  };
}

function send(slug: string, entry: Pending, signal: AbortSignal): Promise<EditAnswer> {
  const { key, base: baseVersion, label } = entry;
  const params = { slug };
  switch (entry.kind) {
    case "undo":
      return call(planRoutes.undoPlan, { params, body: { baseVersion, key }, signal });
    case "redo":
      return call(planRoutes.redoPlan, { params, body: { baseVersion, key }, signal });
    case "edit":
    case "import": {
      const { kind, edit } = entry;
      return call(planRoutes.editPlan, { params, body: { baseVersion, key, label, kind, edit }, signal });
    }
  }
}

/** What a failed call means for an edit that is on its way. */
export type Failure =
  | { readonly kind: "unreachable" }
  | { readonly kind: "lost-base" }
  | { readonly kind: "conflict"; readonly conflicts: readonly Conflict[] }
  | { readonly kind: "refused"; readonly problem: ApiProblem["problem"] };

/** Statuses after which the same call can succeed: signed out for now, slow down, server trouble. */
const PASSING = new Set([401, 408, 425, 429]);

export function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiProblem)) return { kind: "unreachable" };
  const { problem } = error;
  if (PASSING.has(problem.status) || problem.status >= 500) return { kind: "unreachable" };
  if (problem.code === "unknown-base-version") return { kind: "lost-base" };
  if (problem.code !== "edit-conflict") return { kind: "refused", problem };
  return { kind: "conflict", conflicts: z.array(Conflict).parse(problem.conflicts) };
}
