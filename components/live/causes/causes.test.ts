import { expect, test } from "vitest";
import type { Fact } from "#lib/core/live/state.ts";
import { causesOf, isWholeMachine } from "./causes.ts";
import { remedyOf } from "./remedy.ts";

const fact = (over: Partial<Fact>): Fact => ({
  subject: "node/m1",
  kind: "node",
  state: "ok",
  reason: "ready",
  values: {},
  machineId: "m1",
  observedAtMs: 1000,
  sinceMs: 0,
  source: "nodes x",
  observer: "watcher",
  ...over,
});
const quorum = fact({ subject: "etcd-quorum/main", kind: "etcd-quorum", state: "critical", machineId: "m2" });
const member = fact({ subject: "etcd-member/m1", kind: "etcd-member", state: "warning", reason: "refused" });

test("a lost member is the cause, and the thin quorum that follows from it is not named beside it", () => {
  expect(causesOf([quorum, member, fact({})])).toEqual([{ lead: member, others: [] }]);
});

test("a balancer that only sees a dead server is no cause beside the server", () => {
  const balancer = fact({
    subject: "balancer/lb1",
    kind: "balancer",
    state: "warning",
    reason: "backends-down",
    machineId: "lb1",
  });
  expect(causesOf([balancer, member])).toEqual([{ lead: member, others: [] }]);
});

test("a quorum that nothing explains is named itself", () => {
  expect(causesOf([quorum]).map(({ lead }) => lead.kind)).toEqual(["etcd-quorum"]);
});

test("everything lost on one machine is one cause", () => {
  const server = fact({ subject: "api-server/m1", kind: "api-server", state: "warning", reason: "timeout" });
  const node = fact({ state: "critical", reason: "kubelet-silent" });
  const [cause] = causesOf([server, member, node]);
  expect(cause).toEqual({ lead: node, others: [member, server] });
  expect(cause !== undefined && isWholeMachine(cause)).toBe(true);
});

test("a lost majority is named before the members that lost it", () => {
  const lost = { ...quorum, reason: "no-quorum" };
  const down = fact({ ...member, state: "critical" });
  expect(causesOf([down, lost]).map(({ lead }) => lead.kind)).toEqual(["etcd-quorum", "etcd-member"]);
});

test("a lease that is late is no fault of the machine that holds it by now", () => {
  const lease = fact({ subject: "lease/kube-scheduler", kind: "lease", state: "warning", reason: "late" });
  expect(causesOf([lease, member])).toHaveLength(2);
});

test.each([
  [fact({ kind: "etcd-alarm", values: { alarm: "NOSPACE" } }), "no-space"],
  [fact({ kind: "etcd-member", reason: "refused" }), "start-etcd"],
  [fact({ kind: "etcd-member", reason: "unreachable" }), "reach-machine"],
  [fact({ kind: "etcd-member", reason: "hung" }), "hung"],
  [fact({ kind: "certificate", reason: "expires-soon" }), "renew"],
  [fact({ kind: "certificate", reason: "names-missing" }), "add-names"],
  [fact({ kind: "version", reason: "mixed" }), "version"],
])("what to do next is known for each kind of trouble", (trouble, remedy) => {
  expect(remedyOf(trouble)).toBe(remedy);
});
