import { settleRaft, voters } from "./etcd/raft.ts";
import type { Fault } from "./fault.ts";
import type { SimLayout } from "./spec.ts";
import { type ApiState, type ClusterState, createMember, createState, type EtcdMemberState } from "./state.ts";

export interface Change {
  readonly layout: SimLayout;
  readonly state: ClusterState;
  readonly nowMs: number;
}

/** Lets one thing go wrong. Faults add up; `recovered` ends them all. */
export function applyFault(change: Change, fault: Fault): void {
  const { state, nowMs } = change;
  switch (fault.fault) {
    case "etcd-leader-killed":
    case "etcd-member-killed":
    case "etcd-member-hung":
    case "etcd-member-isolated":
    case "etcd-follower-lags":
    case "etcd-no-quorum":
    case "etcd-two-leaders":
    case "etcd-learner-added":
    case "etcd-member-unstarted":
    case "etcd-nospace":
      applyEtcd(change, fault);
      settleRaft(state, nowMs);
      return;
    case "lease-stops":
    case "lease-holder-killed":
    case "lease-released":
      applyLease(change, fault);
      return;
    case "balancer-killed":
    case "vip-moved":
    case "vip-two-holders":
    case "vip-gone":
    case "backend-down":
    case "backend-unchecked":
      applyBalancer(change, fault);
      return;
    case "api-forbids":
      state.forbidden.add(fault.resource);
      return;
    case "node-not-ready":
      state.notReady.add(fault.host);
      return;
    case "recovered":
      recover(change);
      return;
    default:
      applyApi(apiOf(state, fault.host), fault);
  }
}

type Named<Kind extends Fault["fault"]> = Extract<Fault, { readonly fault: Kind }>;

function applyApi(
  api: ApiState,
  fault: Named<
    | "api-refused"
    | "api-hung"
    | "api-unhealthy"
    | "api-status"
    | "api-misbehaves"
    | "api-demands-certificate"
    | "certificate"
    | "clock-skew"
  >,
): void {
  switch (fault.fault) {
    case "api-refused":
      api.isRefused = true;
      return;
    case "api-hung":
      api.isHung = true;
      return;
    case "api-unhealthy":
      api.failingCheck = fault.check;
      return;
    case "api-status":
      api.status = fault.status;
      return;
    case "api-misbehaves":
      api.misbehaviour = fault.how;
      return;
    case "api-demands-certificate":
      api.demandsCertificate = fault.tls;
      return;
    case "certificate":
      api.certificate = fault.change;
      return;
    case "clock-skew":
      api.skewMs = fault.skewMs;
      return;
  }
}

function applyEtcd({ state, nowMs }: Change, fault: Fault): void {
  const leader = state.members.find(({ id }) => id === state.leaderId) ?? state.members[0];
  switch (fault.fault) {
    case "etcd-leader-killed":
      if (leader !== undefined) leader.condition = "down";
      return;
    case "etcd-member-killed":
      memberOn(state, fault.host).condition = "down";
      return;
    case "etcd-member-hung":
      memberOn(state, fault.host).condition = "hung";
      return;
    case "etcd-follower-lags":
      memberOn(state, fault.host).condition = "lagging";
      return;
    case "etcd-member-isolated":
      Object.assign(memberOn(state, fault.host), { condition: "isolated", isolatedSinceMs: nowMs });
      return;
    case "etcd-no-quorum":
      for (const member of voters(state).slice(1)) member.condition = "down";
      return;
    case "etcd-two-leaders": {
      const other = state.members.find(({ id }) => id !== leader?.id);
      if (other !== undefined) other.staleLooks = fault.samples;
      return;
    }
    case "etcd-learner-added":
      state.members.push({ ...createMember(state.members.length, "", null), isLearner: true });
      return;
    case "etcd-member-unstarted":
      state.members.push(createMember(state.members.length, "", null));
      return;
    default:
      state.hasNoSpace = true;
  }
}

function applyLease({ state, nowMs }: Change, fault: Named<"lease-stops" | "lease-holder-killed" | "lease-released">) {
  const lease = state.leases.get(fault.component);
  if (lease === undefined) return;
  lease.stoppedAtMs = nowMs;
  lease.hasSuccessor = fault.fault === "lease-holder-killed";
  lease.isReleased = fault.fault === "lease-released";
}

function applyBalancer({ state, layout }: Change, fault: Fault): void {
  switch (fault.fault) {
    case "balancer-killed": {
      state.balancersDown.add(fault.host);
      if (!state.vipHolders.delete(fault.host) || state.vipHolders.size > 0) return;
      const next = layout.balancers.find(({ host }) => !state.balancersDown.has(host));
      if (next !== undefined) state.vipHolders.add(next.host);
      return;
    }
    case "vip-moved":
      state.vipHolders.clear();
      state.vipHolders.add(fault.host);
      return;
    case "vip-two-holders":
      for (const { host } of layout.balancers) state.vipHolders.add(host);
      return;
    case "vip-gone":
      state.vipHolders.clear();
      return;
    case "backend-down":
      state.backends.set(fault.host, "down");
      return;
    case "backend-unchecked":
      state.backends.set(fault.host, "unchecked");
      return;
    default:
  }
}

/** Everything as new, but the past stays: terms, ids, lease transitions and the moment of the start. */
function recover({ layout, state, nowMs }: Change): void {
  const fresh = createState(layout, nowMs);
  const members = state.members.filter(({ host }) => host !== null);
  for (const member of members) Object.assign(member, { condition: "up", staleLooks: 0 });
  for (const lease of state.leases.values()) Object.assign(lease, { stoppedAtMs: null, isReleased: false });
  state.members.splice(0, state.members.length, ...members);
  state.hasNoSpace = false;
  for (const set of [state.notReady, state.forbidden, state.balancersDown, state.vipHolders]) set.clear();
  for (const holder of fresh.vipHolders) state.vipHolders.add(holder);
  for (const [host, api] of fresh.api) state.api.set(host, api);
  for (const [host, backend] of fresh.backends) state.backends.set(host, backend);
  settleRaft(state, nowMs);
  state.electionDoneAtMs = nowMs;
}

function apiOf({ api }: ClusterState, host: string): ApiState {
  const found = api.get(host);
  if (found === undefined) throw new Error(`No API server runs on ${host}.`);
  return found;
}

function memberOn({ members }: ClusterState, host: string): EtcdMemberState {
  const found = members.find((member) => member.host === host);
  if (found === undefined) throw new Error(`No etcd member runs on ${host}.`);
  return found;
}
