import { isRefused, missedVerdict } from "#lib/core/live/judges/missed.ts";
import { seenBase, sightValue } from "#lib/core/live/judges/verdict-base.ts";
import type { Judge, Sighting, Verdict, View } from "#lib/core/live/live-state.ts";
import type { NodeRecord } from "#lib/core/live/observation.ts";
import type { State } from "#lib/core/live/state.ts";
import { everyMs } from "#lib/core/live/thresholds.ts";

/** Nodes as the cluster knows them, their leases, and planned machines that no node stands for. */
export const judgeNodes: Judge = {
  name: "nodes",
  kinds: ["node"],
  probes: ["nodes", "node-leases"],
  judge: (view) => {
    const [sighting] = view.of("nodes");
    if (sighting === undefined) return [];
    const nodes = sightValue(sighting)?.nodes ?? null;
    if (nodes === null || isRefused(sighting)) {
      return [
        missedVerdict(sighting, {
          subject: "node/all",
          kind: "node",
          every: everyMs("nodes", view.target.pollSeconds),
        }),
      ];
    }
    const twins = sharedUuids(nodes);
    const found = nodes.map((node) => nodeVerdict(view, sighting, { node, isTwin: twins.has(node.systemUuid) }));
    return [...found, ...missingVerdicts(view, sighting, new Set(found.map(({ machineId }) => machineId)))];
  },
};

interface Seen {
  readonly node: NodeRecord;
  readonly isTwin: boolean;
}

function nodeVerdict(view: View, sighting: Sighting<"nodes">, { node, isTwin }: Seen): Verdict {
  const machine = view.machines.of(node.name, ...node.addresses);
  const isMaster = node.roles.some((role) => role === "control-plane" || role === "master");
  const { state, reason } = stateOf(view, sighting, { node, isTwin, isMaster });
  return {
    ...seenBase(view, sighting, "node"),
    subject: `node/${node.name}`,
    state,
    reason,
    machineId: machine?.id ?? null,
    values: {
      name: node.name,
      ready: readyOf(node).status,
      roles: [...node.roles],
      isMaster,
      isUnschedulable: node.isUnschedulable,
      pressures: pressuresOf(node),
      kubeletVersion: node.kubeletVersion,
      bootId: node.bootId,
      addresses: [...node.addresses],
      cpuMillis: node.cpuMillis,
      memoryMiB: node.memoryMiB,
      zone: node.zone,
      isPlanned: view.target.plan === null ? null : machine !== null,
    },
    tracked: ["bootId", "isUnschedulable", "kubeletVersion"],
  };
}

interface Judged extends Seen {
  readonly isMaster: boolean;
}

/** The node controller has waited for its own grace period already; what follows is how long we wait on top. */
function stateOf(
  view: View,
  sighting: Sighting,
  { node, isTwin, isMaster }: Judged,
): { readonly state: State; readonly reason: string } {
  const { thresholds } = view.target;
  const ready = readyOf(node);
  const now = sighting.seen?.atMs ?? view.clocks.wallMs;
  const forMs = ready.sinceMs === null ? Number.POSITIVE_INFINITY : now - ready.sinceMs;
  if (ready.status !== "True") {
    const reason = ready.status === "Unknown" ? "kubelet-silent" : "not-ready";
    if (forMs <= thresholds.nodeNotReadyMs) return { state: "warning", reason };
    return { state: isMaster ? "critical" : "warning", reason };
  }
  if (isTwin) return { state: "warning", reason: "cloned-machine" };
  if (isLeaseOld(view, node.name)) return { state: "warning", reason: "lease-late" };
  return pressuresOf(node).length > 0 ? { state: "warning", reason: "pressure" } : { state: "ok", reason: "ready" };
}

function readyOf({ conditions }: NodeRecord): { readonly status: string; readonly sinceMs: number | null } {
  return conditions.find(({ type }) => type === "Ready") ?? { status: "Unknown", sinceMs: null };
}

const PRESSURES = ["MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"];

function pressuresOf({ conditions }: NodeRecord): string[] {
  return conditions.filter(({ type, status }) => PRESSURES.includes(type) && status === "True").map(({ type }) => type);
}

/** A kubelet renews its lease every ten seconds; Ready is only taken back after the grace period. */
function isLeaseOld(view: View, name: string): boolean {
  const lease = view.memory.leases.leases.get(`kube-node-lease/${name}`);
  const listed = view.memory.leases.listedMs.get("node-leases");
  if (lease === undefined || listed === undefined || lease.changedMs === null) return false;
  return (
    listed - lease.changedMs >
    view.target.thresholds.nodeLease.warning + everyMs("node-leases", view.target.pollSeconds)
  );
}

function sharedUuids(nodes: readonly NodeRecord[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twins = new Set<string>();
  for (const { systemUuid } of nodes) {
    if (systemUuid === "") continue;
    if (seen.has(systemUuid)) twins.add(systemUuid);
    seen.add(systemUuid);
  }
  return twins;
}

/** Hosts that are planned to be nodes and that the cluster does not know. */
function missingVerdicts(
  view: View,
  sighting: Sighting<"nodes">,
  found: ReadonlySet<string | null>,
): readonly Verdict[] {
  const planned = (view.target.plan?.machines ?? []).filter(
    ({ roles }) => roles.includes("control-plane") || roles.includes("worker"),
  );
  return planned
    .filter(({ id }) => !found.has(id))
    .map((machine) => ({
      ...seenBase(view, sighting, "node"),
      subject: `node/planned/${machine.id}`,
      state: "warning",
      reason: "planned-not-found",
      machineId: machine.id,
      values: { name: machine.hostname, isPlanned: true, isMaster: machine.roles.includes("control-plane") },
    }));
}
