import { lbMembers } from "#lib/core/plan/endpoint.ts";
import type { Machine, Role } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { type Crew, type Group, Groups } from "./places.ts";

/** What one look at every machine of a plan tells: all that costs more with more machines. */
export interface Census {
  readonly groups: Groups;
  readonly roles: Readonly<Record<Role, readonly Machine[]>>;
  /** Ids of all machines and of the workers, in the order of the plan. */
  readonly ids: string[];
  readonly workerIds: string[];
  /** Machines that some endpoint names as its load balancer, by id. */
  readonly members: ReadonlyMap<string, Machine>;
  /** Machines with failure figures of their own. */
  readonly measured: readonly Machine[];
}

export function censusOf({ machines, endpoints, options }: Plan): Census {
  const balancers = new Set(endpoints.flatMap(({ lb }) => lbMembers(lb)));
  const named = new Set([...balancers, ...(options.registry?.machines ?? [])]);
  const members = new Map<string, Machine>();
  const roles = noRoles();
  // Filled by index and cut to length: lists that grow by `push` are copied many times on their way to thousands.
  const ids = new Array<string>(machines.length);
  const workerIds = new Array<string>(machines.length);
  const workers = new Array<Machine>(machines.length);
  let workerCount = 0;
  const groups = new Groups();
  const measured: Machine[] = [];
  // By index here and in `join`: in a first run `for of` makes objects for every machine, most of all garbage.
  for (let at = 0; at < machines.length; at++) {
    const machine = machines[at];
    if (machine === undefined) continue;
    const { id } = machine;
    ids[at] = id;
    const isNamed = named.size > 0 && named.delete(id);
    if (isNamed && balancers.has(id)) members.set(id, machine);
    if (machine.reliability !== undefined) measured.push(machine);
    const isPlain = machine.roles.length === 1 && machine.roles[0] === "worker";
    if (isPlain || machine.roles.includes("worker")) {
      workers[workerCount] = machine;
      workerIds[workerCount++] = id;
    }
    if (!isPlain) for (const role of machine.roles) if (role !== "worker") roles[role].push(machine);
    join(groups.of(machine), machine, isNamed || !isPlain);
  }
  workers.length = workerCount;
  workerIds.length = workerCount;
  return { groups, roles: { ...roles, worker: workers }, ids, workerIds, members, measured };
}

/** Adds a machine to its group; an `other` is one that may carry programs. */
export function join({ machines, others, crews }: Group, machine: Machine, isOther: boolean): void {
  if (isOther) others.push(machines.length);
  machines.push(machine);
  if (isOther && !machine.roles.includes("worker")) return;
  for (let at = 0; at < crews.length; at++) {
    const crew = crews[at];
    if (crew === undefined || !isAlike(crew.sample, machine)) continue;
    crew.count += 1;
    return;
  }
  crews.push({ sample: machine, count: 1 });
}

function isAlike(one: Crew["sample"], other: Machine): boolean {
  return (
    one.cpuCores === other.cpuCores &&
    one.memoryMiB === other.memoryMiB &&
    (one.reliability === other.reliability ||
      (one.reliability?.mtbfHours === other.reliability?.mtbfHours &&
        one.reliability?.mttrHours === other.reliability?.mttrHours))
  );
}

function noRoles(): Record<Role, Machine[]> {
  return {
    lb: [],
    "control-plane": [],
    etcd: [],
    worker: [],
    storage: [],
    registry: [],
    infra: [],
    bastion: [],
  };
}
