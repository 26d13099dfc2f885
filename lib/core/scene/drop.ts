import type { Edit, MachineChange, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Machine, Role } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { namedPoolKey, principalRole, rolePoolKey } from "./layout/groups.ts";
import { type Cell, type DropCell, machineCells, machinesIn } from "./order.ts";
import type { PoolNode, PoolWord, Scene } from "./scene.ts";

interface Moved {
  readonly machine: Machine;
  readonly from: Cell;
}

const idsOf = (moved: readonly Moved[]): string[] => moved.map(({ machine }) => machine.id);

function domainEdits(scene: Scene, moved: readonly Moved[], cell: DropCell): readonly SimpleEdit[] {
  const { domain: level } = scene;
  const machineIds = idsOf(moved.filter(({ from }) => from.column !== cell.column));
  if (level === "none" || machineIds.length === 0) return [];
  return [{ type: "moveToZone", machineIds, zone: cell.column, level }];
}

const WORKER_ROLES: readonly Role[] = ["worker", "infra", "storage"];

function asWorkerRole(word: PoolWord): Role | null {
  return WORKER_ROLES.find((role) => role === word) ?? null;
}

/** Roles that make a machine stand in the pool of one role; what it does besides stays. */
const rolesFor = (machine: Machine, role: Role): Role[] => [
  role,
  ...machine.roles.filter((each) => !WORKER_ROLES.includes(each)),
];

/** Into a pool that has no name but a role; null where that would take a machine's only role away. */
function rolePoolEdits(moved: readonly Moved[], word: PoolWord): readonly SimpleEdit[] | null {
  const pooled = idsOf(moved.filter(({ machine }) => machine.pool !== undefined));
  const other = moved.filter(({ machine }) => principalRole(machine.roles) !== word);
  const role = asWorkerRole(word);
  if (role === null && other.length > 0) return null;
  const roles = role === null ? [] : other.map(({ machine }) => roleEdit(machine, role));
  return [...(pooled.length === 0 ? [] : [{ type: "setPool", machineIds: pooled, pool: null } as const]), ...roles];
}

const roleEdit = (machine: Machine, role: Role): SimpleEdit => ({
  type: "setRoles",
  machineIds: [machine.id],
  roles: rolesFor(machine, role),
});

const POOL_WORDS: readonly PoolWord[] = ["worker", "infra", "storage", "unassigned"];

function poolEdits(scene: Scene, moved: readonly Moved[], cell: DropCell): readonly SimpleEdit[] | null {
  const { poolKey } = cell;
  const changing = moved.filter(({ from }) => from.poolKey !== poolKey);
  if (cell.lane !== "workers" || poolKey === null || changing.length === 0) return [];
  const word = POOL_WORDS.find((each) => rolePoolKey(each) === poolKey);
  if (word !== undefined) return rolePoolEdits(changing, word);
  const named = scene.nodes.find((node): node is PoolNode => node.kind === "pool" && node.poolKey === poolKey);
  if (named === undefined || namedPoolKey(named.poolName) !== poolKey) return null;
  return [{ type: "setPool", machineIds: idsOf(changing), pool: named.poolName }];
}

/** `count` sort keys strictly between two others, evenly spaced; null when no room is left between them. */
function keysBetween(low: number | null, high: number | null, count: number): readonly number[] | null {
  const from = low ?? (high === null ? 0 : high - count - 1);
  const step = high === null ? 1 : (high - from) / (count + 1);
  const keys = Array.from({ length: count }, (_, index) => from + step * (index + 1));
  const all = [from, ...keys, ...(high === null ? [] : [high])];
  return all.every((key, index) => index === 0 || key > (all[index - 1] ?? key)) ? keys : null;
}

const change = (machineId: string, order: number): MachineChange => ({ machineId, set: { order } });

function renumber(machines: readonly Machine[]): readonly MachineChange[] {
  return machines.flatMap(({ id, order }, index) => (order === index + 1 ? [] : [change(id, index + 1)]));
}

/** Changes of sort keys that put `moved` in front of one machine, or behind all others; none where they stand so. */
function moveBefore(
  machines: readonly Machine[],
  moved: ReadonlySet<string>,
  beforeId: string | null,
): readonly MachineChange[] {
  const rest = machines.filter((machine) => !moved.has(machine.id));
  const going = machines.filter((machine) => moved.has(machine.id));
  const found = rest.findIndex((machine) => machine.id === beforeId);
  const at = found < 0 ? rest.length : found;
  const wished = [...rest.slice(0, at), ...going, ...rest.slice(at)];
  if (wished.every((machine, index) => machine.id === machines[index]?.id)) return [];
  const keys = keysBetween(rest[at - 1]?.order ?? null, rest[at]?.order ?? null, going.length);
  if (keys === null) return renumber(wished);
  return going.map((machine, index) => change(machine.id, keys[index] ?? machine.order));
}

/** The machine of the cell that the moved ones go in front of; undefined at its end. */
function inFrontOf(standing: readonly string[], cell: DropCell, ids: ReadonlySet<string>): string | undefined {
  const from = cell.beforeMachineId === null ? -1 : standing.indexOf(cell.beforeMachineId);
  return from < 0 ? undefined : standing.slice(from).find((id) => !ids.has(id));
}

/** Sort keys change only where the cell would otherwise show another order; grids have none of their own. */
function orderEdits(
  plan: Plan,
  scene: Scene,
  drop: { cell: DropCell; ids: ReadonlySet<string> },
): readonly SimpleEdit[] {
  const { cell, ids } = drop;
  const standing = machinesIn(scene, cell).map((node) => node.machineId);
  const others = new Set(standing.filter((id) => !ids.has(id)));
  const last = [...others].at(-1);
  if (last === undefined) return [];
  const natural = plan.machines.map(({ id }) => id).filter((id) => others.has(id) || ids.has(id));
  const before = inFrontOf(standing, cell, ids);
  const at = before === undefined ? others.size : [...others].indexOf(before);
  const wished = [...others].toSpliced(at, 0, ...natural.filter((id) => ids.has(id)));
  if (wished.every((id, index) => id === natural[index])) return [];
  const rest = plan.machines.filter(({ id }) => !ids.has(id));
  const next = before ?? rest[rest.findIndex(({ id }) => id === last) + 1]?.id ?? null;
  const changes = moveBefore(plan.machines, ids, next);
  return changes.length === 0 ? [] : [{ type: "setMachines", changes: [...changes] }];
}

function asOne(edits: readonly SimpleEdit[]): Edit | null {
  const [first] = edits;
  if (first === undefined) return null;
  return edits.length === 1 ? first : { type: "batch", edits: [...edits] };
}

/**
 * The edit that a drop means: another failure domain, pool or place in the order. Null when nothing would change and
 * when the drop makes no sense: a drag never turns a worker into a master. Machines of several lanes only change
 * their domain.
 */
export function dropEdit(plan: Plan, scene: Scene, machineIds: readonly string[], cell: DropCell): Edit | null {
  const ids = new Set(machineIds);
  const places = machineCells(scene);
  const moved = plan.machines.flatMap((machine): Moved[] => {
    const from = ids.has(machine.id) ? places.get(machine.id) : undefined;
    return from === undefined ? [] : [{ machine, from }];
  });
  const [first] = moved;
  if (first === undefined) return null;
  const domain = domainEdits(scene, moved, cell);
  if (moved.some(({ from }) => from.lane !== first.from.lane)) return asOne(domain);
  if (first.from.lane !== cell.lane) return null;
  const pool = poolEdits(scene, moved, cell);
  return pool === null ? null : asOne([...domain, ...pool, ...orderEdits(plan, scene, { cell, ids })]);
}
