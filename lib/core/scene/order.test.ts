import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { dropEdit } from "./drop.ts";
import { endpointOf, keepalivedPair, planOf, seedPlan } from "./layout/sample-plans.ts";
import { layout } from "./layout.ts";
import { cellAt, type DropCell, machineCells, neighbour, readingOrder, targetCells } from "./order.ts";
import type { Point, Scene, View } from "./scene.ts";

const ZONES = ["zone-a", "zone-b", "zone-c"];
const view: View = { domain: "zone", collapsedPools: [], isClientsLaneShown: false };

const plan = planOf("drops", {
  rows: [
    { name: "slb", count: 2, roles: ["lb"], zones: ZONES },
    { name: "master", count: 3, roles: ["control-plane", "etcd"], zones: ZONES },
    { name: "worker", count: 6, roles: ["worker", "storage"], zones: ZONES },
    { name: "infra", count: 3, roles: ["infra"], zones: ZONES },
    { name: "gpu", count: 2, roles: ["worker"], zones: ZONES, pool: "gpu" },
  ],
  endpoints: [endpointOf({ ...keepalivedPair("keepalived-haproxy") })],
});
const scene = layout(plan, view);

function centreOf(id: string, drawing: Scene = scene): Point {
  const node = drawing.nodes.find((each) => each.id === id);
  if (node === undefined) throw new Error(`no ${id}`);
  return { x: node.rect.x + node.rect.width / 2, y: node.rect.y + node.rect.height / 2 };
}

const drop = (ids: readonly string[], cell: Partial<DropCell>): Edit | null =>
  dropEdit(plan, scene, ids, {
    lane: "workers",
    column: "zone-a",
    poolKey: "role:worker",
    beforeMachineId: null,
    ...cell,
  });

function applied(edit: Edit | null, to: Plan = plan): Plan {
  const outcome = edit === null ? null : applyEdit(to, edit);
  if (outcome === null || !outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome.plan;
}

const hosts = (of: Plan, zone: string): readonly string[] =>
  of.machines.filter((machine) => machine.zone === zone && machine.id.startsWith("worker")).map(({ id }) => id);

describe("reading order and arrow keys", () => {
  test("lanes come from top to bottom, inside them domains from left to right", () => {
    expect(
      readingOrder(scene)
        .map(({ id }) => id)
        .slice(0, 8),
    ).toEqual(["endpoint:api", "slb1", "slb2", "master1", "master2", "master3", "pool:role:worker/zone-a", "worker1"]);
  });

  test.each([
    ["master1", "right", "master2"],
    ["master2", "left", "master1"],
    ["master1", "left", null],
    ["slb1", "up", "endpoint:api"],
    ["slb1", "down", "master1"],
    ["endpoint:api", "up", null],
    ["worker1", "up", "pool:role:worker/zone-a"],
  ] as const)("from %s %s leads to %s", (from, direction, to) => {
    expect(neighbour(scene, from, direction)).toBe(to);
  });

  test("every node is reached from the first by arrow keys", () => {
    const seen = new Set<string>();
    const open = [scene.nodes[0]?.id ?? ""];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      for (const direction of ["left", "right", "up", "down"] as const)
        open.push(neighbour(scene, id, direction) ?? id);
    }
    expect([...seen].sort()).toEqual(scene.nodes.map(({ id }) => id).sort());
  });
});

describe("what a point means", () => {
  test("left of a card's middle is in front of it, right of it is behind", () => {
    const { x, y } = centreOf("worker1");
    const cell = { lane: "workers", column: "zone-a", poolKey: "role:worker" };
    expect(cellAt(scene, { x: x - 40, y })).toEqual({ ...cell, beforeMachineId: "worker1" });
    expect(cellAt(scene, { x: x + 40, y })).toEqual({ ...cell, beforeMachineId: "worker4" });
  });

  test("the etcd half of a stacked card is still its master's cell", () => {
    const { x, y } = centreOf("master2");
    expect(cellAt(scene, { x: x - 40, y: y + 60 })).toMatchObject({
      lane: "control-plane",
      beforeMachineId: "master2",
    });
  });

  test("outside lanes and columns a point means nothing", () => {
    expect(cellAt(scene, { x: 2, y: 200 })).toBeNull();
    expect(cellAt(scene, { x: 400, y: scene.height + 10 })).toBeNull();
  });

  test("workers may go to every pool and zone, masters to every zone of their lane", () => {
    expect(targetCells(scene, ["worker1"])).toHaveLength(9);
    expect(targetCells(scene, ["master1"]).map(({ lane, column }) => [lane, column])).toEqual(
      ZONES.map((zone) => ["control-plane", zone]),
    );
  });
});

describe("what a drop does", () => {
  test("another column is another zone, by the level of the view", () => {
    const edit = drop(["master1"], {
      lane: "control-plane",
      column: "zone-b",
      poolKey: null,
      beforeMachineId: "master2",
    });
    expect(edit).toEqual({ type: "moveToZone", machineIds: ["master1"], zone: "zone-b", level: "zone" });
  });

  test("into the column without a domain takes the domain away", () => {
    const edit = drop(["worker1"], { column: null });
    expect(edit).toMatchObject({ type: "moveToZone", zone: null });
  });

  test("another pool changes the pool, and a pool known by its role the role", () => {
    const gpuPool = { type: "setPool", machineIds: ["worker1"], pool: "gpu" };
    expect(drop(["worker1"], { poolKey: "pool:gpu", beforeMachineId: "gpu1" })).toEqual(gpuPool);
    expect(drop(["worker1"], { poolKey: "pool:gpu" })).toMatchObject({
      type: "batch",
      edits: [gpuPool, { type: "setMachines" }],
    });
    const infra = drop(["gpu1"], { poolKey: "role:infra", beforeMachineId: "infra1" });
    const gpu = applied(infra).machines.find(({ id }) => id === "gpu1");
    expect([gpu?.pool, gpu?.roles]).toEqual([undefined, ["infra"]]);
  });

  test("in front of another machine changes one sort key only", () => {
    const edit = drop(["worker4"], { beforeMachineId: "worker1" });
    expect(edit).toMatchObject({ type: "setMachines", changes: [{ machineId: "worker4" }] });
    expect(hosts(applied(edit), "zone-a")).toEqual(["worker4", "worker1"]);
  });

  test("several machines keep their order among themselves", () => {
    const after = applied(drop(["worker5", "worker2"], { beforeMachineId: "worker4" }));
    expect(hosts(after, "zone-a")).toEqual(["worker1", "worker2", "worker5", "worker4"]);
  });

  test("sort keys without room between them are numbered anew", () => {
    const machines = plan.machines.map((machine) => ({ ...machine, order: 1 })).sort((a, b) => (a.id < b.id ? -1 : 1));
    const flat = { ...plan, machines };
    const edit = dropEdit(flat, layout(flat, view), ["worker4"], {
      lane: "workers",
      column: "zone-a",
      poolKey: "role:worker",
      beforeMachineId: "worker1",
    });
    expect(hosts(applied(edit, flat), "zone-a")).toEqual(["worker4", "worker1"]);
  });

  test.each([
    ["a worker on the control plane", ["worker1"], { lane: "control-plane", poolKey: null }],
    ["a master on a pool", ["master1"], {}],
    ["a balancer among the workers", ["slb1"], {}],
    ["where it stands already", ["worker4"], { beforeMachineId: null }],
    ["in front of itself", ["worker1"], { beforeMachineId: "worker1" }],
    ["a machine that is not there", ["nobody"], {}],
    ["a worker where roles are missing", ["worker1"], { poolKey: "role:unassigned" }],
    ["on a pool that is not there", ["worker1"], { poolKey: "pool:gone" }],
  ] as const)("%s does nothing", (_, ids, cell) => {
    expect(drop(ids, cell)).toBeNull();
  });

  test("machines of several lanes only change their zone", () => {
    const edit = drop(["master1", "worker1"], { column: "zone-c", lane: "control-plane", poolKey: null });
    expect(edit).toEqual({ type: "moveToZone", machineIds: ["master1", "worker1"], zone: "zone-c", level: "zone" });
  });

  test("wherever a machine of any lane is dropped, it lands there or nothing happens, and roles of control stay", () => {
    const anyPoint = fc.record({
      x: fc.integer({ min: 0, max: scene.width }),
      y: fc.integer({ min: 0, max: scene.height }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...plan.machines), anyPoint, (machine, point) => {
        const cell = cellAt(scene, point);
        const edit = cell === null ? null : dropEdit(plan, scene, [machine.id], cell);
        if (edit === null || cell === null) return;
        const after = applied(edit);
        const moved = after.machines.find(({ id }) => id === machine.id);
        const control = (roles: readonly string[] = []) =>
          roles.filter((role) => ["lb", "control-plane", "etcd"].includes(role));
        expect(control(moved?.roles)).toEqual(control(machine.roles));
        expect(machineCells(layout(after, view)).get(machine.id)).toEqual({
          lane: cell.lane,
          column: cell.column,
          poolKey: cell.poolKey,
        });
      }),
      { numRuns: 300 },
    );
  });

  test("without columns a drop never touches a domain", () => {
    const seed = seedPlan();
    const flat = layout(seed, { ...view, domain: "none" });
    const cell = { lane: "workers", column: null, poolKey: "role:worker", beforeMachineId: "k8s-worker1" } as const;
    expect(dropEdit(seed, flat, ["k8s-worker3"], cell)).toMatchObject({ type: "setMachines" });
  });
});
