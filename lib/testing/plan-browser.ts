import type { Problem } from "#lib/core/api/shapes.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import { ApiProblem } from "#lib/query/api.ts";
import type { OutboxStorage } from "#lib/query/outbox-storage.ts";
import { PlanSession } from "#lib/query/plan-session.ts";
import { type Pending, saveStateOf, stepLabels } from "#lib/query/plan-sync.ts";
import type { PlanTransport } from "#lib/query/plan-transport.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import { readEntry } from "#lib/store/history.ts";
import { redoPlan, undoPlan } from "#lib/store/plan/undo.ts";
import { editPlan, readChanges, readPlan } from "#lib/store/plans.ts";
import { sampleActor, samplePlan } from "./plans/sample-plan.ts";

/** The wire between one browser and the server: `before` loses the question, `after` loses the answer. */
interface Wire {
  state: "up" | "before" | "after";
}

async function over<Answer>(wire: Wire, ask: () => Promise<Answer>): Promise<Answer> {
  if (wire.state === "before") throw new TypeError("fetch failed");
  const answer = await ask().catch((error: unknown) => {
    throw error instanceof StoreProblem ? new ApiProblem(problemOf(error)) : error;
  });
  if (wire.state === "after") throw new TypeError("fetch failed");
  return JSON.parse(JSON.stringify(answer));
}

function problemOf({ kind, code, detail, extra }: StoreProblem): Problem {
  const status = { "not-found": 404, conflict: 409, invalid: 422 }[kind];
  return { ...JSON.parse(JSON.stringify(extra)), type: "about:blank", title: "", status, detail, code };
}

function transportTo(slug: string, { name, wire }: { name: string; wire: Wire }): PlanTransport {
  const actor = sampleActor(name);
  const send = ({ key, label, base: baseVersion, ...wish }: Pending) => {
    if (wish.edit !== null) return editPlan({ slug, baseVersion, key, label, edit: wish.edit, kind: wish.kind, actor });
    return (wish.kind === "undo" ? undoPlan : redoPlan)({ slug, baseVersion, key, actor });
  };
  return {
    send: (entry) => over(wire, () => send(entry)),
    changesSince: (version) => over(wire, () => readChanges(slug, version, actor.id)),
    load: () => over(wire, () => readPlan(slug, undefined, actor.id)),
    stepChanges: async (version) => (await over(wire, () => readEntry(slug, version))).changes,
  };
}

function memory(): OutboxStorage {
  let kept = "[]";
  return {
    load: () => JSON.parse(kept),
    save: (outbox) => {
      kept = JSON.stringify(outbox);
    },
  };
}

type Early = (session: PlanSession) => void;

export async function browser(slug: string, name: string, storage = memory(), early: Early = () => undefined) {
  const wire: Wire = { state: "up" };
  const initial = await readPlan(slug, undefined, `user-${name}`);
  const session = new PlanSession({
    initial,
    transport: transportTo(slug, { name, wire }),
    storage,
    nowMs: () => 1000,
  });
  session.start();
  early(session);
  await session.sender.wake();
  const cores = () => session.store.getState().plan.machines.map(({ cpuCores }) => cpuCores);
  const save = () => saveStateOf(session.store.getState());
  const labels = () => stepLabels(session.store.getState());
  return { session, wire, cores, save, labels, sync: () => session.sender.wake(), storage };
}

export async function cluster(count: number): Promise<string> {
  return (await addCluster({ name: "Test", plan: samplePlan(count), actor: sampleActor("ada") })).slug;
}

export async function stored(slug: string): Promise<(number | undefined)[]> {
  return (await readPlan(slug)).plan.machines.map(({ cpuCores }) => cpuCores);
}

export const setCores = (machineId: string, cpuCores: number): Edit => ({
  type: "setMachines",
  changes: [{ machineId, set: { cpuCores } }],
});
