import { expect, test } from "vitest";
import type { Fact } from "#lib/core/live/state.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { doubtsIn, lossesOf } from "./losses.ts";
import { marginModel } from "./margin-model.ts";

const plan = templatePlan("T2b", "live");
const model = marginModel(plan);
const masters = plan.machines.filter(({ roles }) => roles.includes("etcd"));

const fact = (kind: Fact["kind"], machineId: string, over: Partial<Fact> = {}): Fact => ({
  subject: `${kind}/${machineId}`,
  kind,
  state: "ok",
  reason: "r",
  values: {},
  machineId,
  observedAtMs: 0,
  sinceMs: 0,
  source: "s",
  observer: "o",
  ...over,
});
const well = (): Fact[] =>
  masters.flatMap(({ id }) => [fact("etcd-member", id, { values: { class: "healthy" } }), fact("api-server", id)]);
const marginOf = (facts: readonly Fact[]) => model.of(lossesOf(plan, facts));
const [first, second] = masters.map(({ id }) => id);

test("a healthy cluster has the margin of its plan", () => {
  expect(marginOf(well())).toMatchObject({ low: 1, high: 1, planned: 1, next: [] });
});

test("with a member down the next failure stops writes, and the two that are left are named", () => {
  const facts = [...well().slice(1), fact("etcd-member", first ?? "", { state: "warning", values: { class: "down" } })];
  const margin = marginOf(facts);
  expect(margin).toMatchObject({ low: 0, high: 0, planned: 1 });
  expect(margin.next).toHaveLength(2);
});

test("what nobody can see makes a range; below zero is an outage, and a range over it is not called one", () => {
  const unseen = well().map((each) =>
    each.machineId === first ? { ...each, state: "unknown" as const, values: { class: "unknown" } } : each,
  );
  expect(marginOf(unseen)).toMatchObject({ low: 0, high: 1 });
  expect(doubtsIn(unseen).map(({ subject }) => subject)).toEqual([`etcd-member/${first}`, `api-server/${first}`]);
  expect(doubtsIn(well())).toEqual([]);
  const worse = unseen.map((each) =>
    each.machineId === second ? { ...each, state: "warning" as const, values: { class: "down" } } : each,
  );
  expect(marginOf(worse)).toMatchObject({ low: -1, high: 0 });
  expect(marginOf([])).toMatchObject({ low: -1, high: 1 });
});

test("of two balancers one is left: nothing listens on the other, or nobody can see it", () => {
  const [lb] = plan.machines.filter(({ roles }) => roles.includes("lb"));
  const balancer = (reason: string) => fact("balancer", lb?.id ?? "", { state: "unknown", reason });
  const ends = (reason: string) => {
    const { low, high } = marginOf([...well(), balancer(reason)]);
    return [low, high];
  };
  expect(ends("refused")).toEqual([0, 0]);
  expect(ends("timeout")).toEqual([0, 1]);
  expect(ends("unauthorised")).toEqual([1, 1]);
});

test("without a way to etcd a ready API server speaks for its stacked member", () => {
  expect(marginOf(masters.map(({ id }) => fact("api-server", id)))).toMatchObject({ low: 1, high: 1 });
});

test("one member out of space stops the writes of all, however healthy they look", () => {
  const alarm = fact("etcd-alarm", first ?? "", { state: "critical", values: { alarm: "NOSPACE" } });
  expect(marginOf([...well(), alarm])).toMatchObject({ low: -1, high: -1, planned: 1 });
});
