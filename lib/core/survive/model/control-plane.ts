import type { Machine } from "#lib/core/plan/machine.ts";
import type { Ref } from "#lib/core/survive/fault-tree.ts";
import { andGate, atLeastGate, orGate } from "#lib/core/survive/placement/draft.ts";
import { CONTROL_PLANE_PROGRAMS } from "#lib/core/survive/placement/programs.ts";
import { type Context, partOf, processRef, thing } from "./context.ts";

const [APISERVER, CONTROLLER_MANAGER, SCHEDULER] = CONTROL_PLANE_PROGRAMS;

export interface ControlPlane {
  readonly quorum: Ref;
  readonly apiserver: (machine: Machine) => Ref;
  /** Down when no API server is left. */
  readonly api: Ref;
  readonly controllers: Ref;
  readonly scheduler: Ref;
}

/** Gates of etcd and of the programs on the control-plane machines; needs at least one of each. */
export function controlPlaneOf(context: Context): ControlPlane {
  const { draft, parts } = context;
  const members = new Map(parts.etcd.map((machine) => [machine.id, member(context, machine)]));
  const quorum = quorumGate(context, [...members.values()], null);
  const isStacked = parts.plan.options.etcd?.topology !== "external";
  // A stacked API server talks to the member of its own machine only.
  const apiservers = new Map(
    parts.controlPlane.map((machine) => {
      const local = isStacked ? members.get(machine.id) : undefined;
      const inputs = [context.machineDown(machine), processRef(context, machine, APISERVER)];
      const gate = { id: `apiserver/${machine.id}`, component: partOf(parts, "apiserver", machine) };
      return [machine.id, orGate(draft, { ...gate, inputs: local === undefined ? inputs : [...inputs, local] })];
    }),
  );
  const apiserver = (machine: Machine) => refOf(apiservers, machine);
  const withLocalApi = (kind: "controller-manager" | "scheduler", program: string) =>
    allDown(context, kind, (machine) => [processRef(context, machine, program), apiserver(machine)]);
  const api = andGate(draft, { id: "api/api", inputs: [...apiservers.values()], component: thing("api") });
  return {
    quorum,
    apiserver,
    api,
    // Since kubeadm 1.19 these two use the API server of their own machine, not the load balancer.
    controllers: withLocalApi("controller-manager", CONTROLLER_MANAGER),
    scheduler: withLocalApi("scheduler", SCHEDULER),
  };
}

/** The separate etcd for events: shown, but no service stops with it. */
export function addEventsEtcd(context: Context): void {
  const members = context.parts.eventsEtcd.map((machine) => member(context, machine));
  if (members.length > 0) quorumGate(context, members, "events");
}

function member(context: Context, machine: Machine): Ref {
  return orGate(context.draft, {
    id: `etcd-member/${machine.id}`,
    inputs: [context.machineDown(machine), processRef(context, machine, "etcd")],
    component: partOf(context.parts, "etcd-member", machine),
  });
}

function quorumGate({ draft }: Context, members: readonly Ref[], name: string | null): Ref {
  const lost = members.length - Math.floor(members.length / 2);
  const gate = { id: `etcd-quorum/${name ?? "main"}`, inputs: members, component: thing("etcd-quorum", name) };
  return atLeastGate(draft, lost, gate);
}

function allDown(
  { draft, parts }: Context,
  kind: "controller-manager" | "scheduler",
  inputsOf: (machine: Machine) => readonly Ref[],
): Ref {
  const each = parts.controlPlane.map((machine) =>
    orGate(draft, { id: `${kind}/${machine.id}`, inputs: inputsOf(machine), component: partOf(parts, kind, machine) }),
  );
  return andGate(draft, { id: `${kind}/all`, inputs: each, component: null });
}

function refOf(refs: ReadonlyMap<string, Ref>, { id }: Machine): Ref {
  const ref = refs.get(id);
  if (ref === undefined) throw new Error(`No gate for machine ${id}`);
  return ref;
}
