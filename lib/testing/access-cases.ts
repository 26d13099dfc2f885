import { randomUUID } from "node:crypto";
import { isAllowed } from "#lib/auth/principal.ts";
import type { UserRole } from "#lib/core/api/access.ts";
import type { RouteId } from "#lib/core/api/index.ts";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";
import type { Connection } from "#lib/core/connection/connection.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";

/** Its keys are route ids; looked up by any text, since a row of the table knows its id as text only. */
type Inputs<Input> = Partial<Record<RouteId, Input>> & Readonly<Record<string, Input | undefined>>;

const CONNECTION: Connection = {
  api: { address: "10.0.0.10:6443", trust: { kind: "pinned", fingerprint: "0".repeat(64) }, serverName: null },
  masters: [],
  etcd: null,
  balancers: [],
  vipSlbUrl: null,
  pollSeconds: 5,
  isInCluster: false,
  mayUseLoopback: false,
};

/** Bodies that hold, so that nothing but the policy and the id decides. Routes without a body need no entry. */
const BODIES: Inputs<() => unknown> = {
  setUp: () => ({ setupToken: "not-the-one", name: "mallory", password: "long enough 1" }),
  signIn: () => ({ name: `nobody-${randomUUID()}`, password: "long enough 1" }),
  changeOwnPassword: () => ({ current: "wrong one", next: "long enough 2" }),
  addUser: () => ({ name: `u-${randomUUID()}`, role: "viewer", password: "long enough 3" }),
  changeUser: () => ({ role: "viewer" }),
  addToken: () => ({ name: "matrix", role: "viewer", expiresAt: null }),
  addCluster: () => ({ name: "Matrix" }),
  changeCluster: () => ({ group: "matrix" }),
  putPlan: () => ({ baseVersion: 0, plan: blankPlan("Matrix") }),
  editPlan: () => ({ baseVersion: 0, edit: { type: "renamePlan", name: "Matrix" } }),
  undoPlan: () => ({ baseVersion: 0 }),
  redoPlan: () => ({ baseVersion: 0 }),
  restorePlan: () => ({ baseVersion: 0, version: 0 }),
  nameVersion: () => ({ name: "matrix" }),
  moveMachines: () => ({ from: "unassigned", to: "nowhere-at-all", machineIds: ["m1"] }),
  askScenario: () => ({ dead: [] }),
  analysePlan: () => ({ plan: blankPlan("Matrix") }),
  putConnection: validConnection,
  startPreflight: () => ({ slug: null, ...validConnection() }),
  acknowledge: () => ({ subject: "api-path/main", reason: "matrix" }),
  pasteOutputs: () => ({ texts: [{ text: "CERTIFICATE  EXPIRES  RESIDUAL TIME" }] }),
  addMaintenance: () => ({ from: "2026-11-26T00:00:00Z", to: "2026-11-26T01:00:00Z", reason: "matrix" }),
  putThresholds: () => ({}),
  putRetention: () => ({}),
  parseImport: () => "| host | ip |\n|---|---|\n| a | 10.0.0.1 |",
};
/** Queries that a route cannot do without. */
const QUERIES: Inputs<string> = { getPlanChanges: "?since=0" };

/** A connection that can be stored; nothing listens there. */
export function validConnection() {
  return { connection: CONNECTION, credentials: {} };
}

/** A body and a query that a route accepts. */
export function validInput(id: string): { readonly body?: unknown; readonly query: string } {
  const body = BODIES[id]?.();
  return { query: QUERIES[id] ?? "", ...(body === undefined ? {} : { body }) };
}

/** Path parameters that nothing has. */
export function missingParams(): Record<string, string> {
  return { id: randomUUID(), slug: "no-such-cluster", version: "1", target: "plan", source: "nothing" };
}

/** What the table says must happen before any handler runs; null = the call is let in. A null role is nobody. */
export function refusalOf(spec: RouteSpec, role: UserRole | null): "not-signed-in" | "role-too-low" | null {
  if (spec.policy === "public") return null;
  if (role === null) return "not-signed-in";
  return isAllowed(role, spec.policy) ? null : "role-too-low";
}

export const POLICY_CODES: readonly unknown[] = ["not-signed-in", "role-too-low"];
