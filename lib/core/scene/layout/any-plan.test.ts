import fc from "fast-check";
import { expect, test } from "vitest";
import type { Endpoint, LoadBalancer } from "#lib/core/plan/endpoint.ts";
import { type Machine, Role } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { TEMPLATES, templatePlan } from "#lib/core/plan/templates.ts";
import { layout } from "#lib/core/scene/layout.ts";
import type { MachineNode, Rect, Scene, SceneEdge, SceneNode, View } from "#lib/core/scene/scene.ts";
import { endpointOf } from "./sample-plans.ts";

const plain: View = { domain: "none", collapsedPools: [], isClientsLaneShown: false };
const byZone: View = { ...plain, domain: "zone" };
const ZONES = ["zone-a", "zone-b", "zone-c"];

const cards = (scene: Scene): readonly MachineNode[] => scene.nodes.filter((node) => node.kind === "machine");

/** Every machine of the scene, wherever it is drawn. */
function drawnIds(scene: Scene): readonly string[] {
  return scene.nodes.flatMap((node) => {
    if (node.kind === "machine") return [node.machineId];
    if (node.kind === "grid") return node.machineIds;
    return node.kind === "pool" && node.form === "collapsed" ? node.machineIds : [];
  });
}

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function overlaps(nodes: readonly SceneNode[]): readonly string[] {
  return nodes.flatMap((a, index) =>
    nodes.slice(index + 1).flatMap((b) => (overlap(a.rect, b.rect) ? [`${a.id} ${b.id}`] : [])),
  );
}

/** Straight pieces of a path; a rounded corner counts as its two ends. */
function segments(edge: SceneEdge): readonly Rect[] {
  return edge.path.split("M").flatMap((run) => {
    const points = [...run.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
    return points.slice(1).map((to, index) => {
      const from = points[index] ?? to;
      const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
      return { x, y, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
    });
  });
}

const inside = ({ x, y, width, height }: Rect): Rect => ({ x: x + 1, y: y + 1, width: width - 2, height: height - 2 });
const thick = ({ x, y, width, height }: Rect): Rect => ({ x, y, width: width + 0.1, height: height + 0.1 });

/** Edges that run through a card, a chip, a grid or a pool's header. Bars are meant to be met. */
function crossings(scene: Scene): readonly string[] {
  const solid = scene.nodes.filter(({ kind }) => kind !== "endpoint" && kind !== "clients");
  return scene.edges.flatMap((edge) =>
    solid.flatMap((node) =>
      segments(edge).some((piece) => overlap(thick(piece), inside(node.rect))) ? [`${edge.id} x ${node.id}`] : [],
    ),
  );
}

const anyBalancer = (ids: readonly string[]): fc.Arbitrary<LoadBalancer> =>
  fc.oneof(
    fc.constantFrom<LoadBalancer>(
      { kind: "none" },
      { kind: "haproxy-in-cluster" },
      { kind: "kube-vip-arp" },
      { kind: "kube-vip-bgp" },
      { kind: "node-local" },
      { kind: "cloud-slb" },
      { kind: "hardware", units: 2 },
      { kind: "dns-rr", addresses: ["10.0.0.1"] },
    ),
    fc
      .tuple(
        fc.constantFrom("keepalived-haproxy" as const, "keepalived-nginx" as const),
        fc.subarray([...ids], { maxLength: Math.min(4, ids.length) }),
      )
      .map(([kind, members]): LoadBalancer => ({ kind, members })),
  );

const anyMachine = fc.record({
  roles: fc.subarray(Role.options, { maxLength: 3 }),
  zone: fc.constantFrom(undefined, ...ZONES),
  pool: fc.constantFrom(undefined, undefined, "general", "gpu"),
  isEventsEtcd: fc.boolean(),
  cpuCores: fc.integer({ min: 1, max: 64 }),
});

function asMachine(
  some: { roles: Role[]; zone: string | undefined; pool: string | undefined; isEventsEtcd: boolean; cpuCores: number },
  index: number,
): Machine {
  const { zone, pool, ...rest } = some;
  const place = { ...(zone === undefined ? {} : { zone }), ...(pool === undefined ? {} : { pool }) };
  return { id: `m${index}`, order: index, hostname: `host-${index}`, ips: [], disks: [], ...rest, ...place };
}

const anyPlan: fc.Arbitrary<Plan> = fc
  .oneof({ weight: 6, arbitrary: fc.constant(40) }, { weight: 1, arbitrary: fc.constant(400) })
  .chain((maxLength) => fc.array(anyMachine, { maxLength, size: "max" }))
  .chain((some) => {
    const machines = some.map(asMachine);
    const ids = machines.map(({ id }) => id);
    const audience = fc.constantFrom<Endpoint["audience"]>("nodes", "people", "registry");
    const endpoints = fc.array(fc.tuple(anyBalancer(ids), audience), { maxLength: 3 });
    return endpoints.map((made): Plan => {
      const domains = ZONES.map((name) => ({ level: "zone" as const, name }));
      const list = made.map(([lb, who], index) => endpointOf(lb, { id: `e${index}`, audience: who }));
      return { ...blankPlan("random"), machines, endpoints: list, options: { domains } };
    });
  });

const anyView = fc.constantFrom<View>(
  plain,
  byZone,
  { ...byZone, isClientsLaneShown: true },
  { ...byZone, collapsedPools: ["pool:general", "role:worker"] },
);

const drawings = TEMPLATES.flatMap(({ id }) =>
  (["none", "zone", "rack", "hypervisor"] as const).map((level) => [id, level] as const),
);

test.each(drawings)("in %s by %s no line runs through a card", (id, domain) => {
  expect(crossings(layout(templatePlan(id, id), { ...plain, domain, isClientsLaneShown: true }))).toEqual([]);
});

test("every machine of any plan is drawn exactly once", () => {
  fc.assert(
    fc.property(anyPlan, anyView, (plan, view) => {
      const scene = layout(plan, view);
      expect([...drawnIds(scene)].sort()).toEqual(plan.machines.map(({ id }) => id).sort());
      expect(scene.lanes.flatMap(({ machineIds }) => machineIds).sort()).toEqual([...drawnIds(scene)].sort());
      expect(cards(scene).length).toBeLessThanOrEqual(200);
    }),
    { numRuns: 300 },
  );
});

test("nothing of any plan overlaps, and everything is inside the scene", () => {
  fc.assert(
    fc.property(anyPlan, anyView, (plan, view) => {
      const scene = layout(plan, view);
      expect(overlaps(scene.nodes)).toEqual([]);
      const whole = { x: 0, y: 0, width: scene.width, height: scene.height };
      for (const { rect } of [...scene.nodes, ...scene.hulls, ...scene.lanes]) {
        expect(rect.x >= 0 && rect.y >= 0 && rect.width > 0 && rect.height > 0).toBe(true);
        expect(rect.x + rect.width <= whole.width && rect.y + rect.height <= whole.height).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test("lanes lie under each other without a gap", () => {
  fc.assert(
    fc.property(anyPlan, anyView, (plan, view) => {
      const { lanes } = layout(plan, view);
      lanes.slice(1).forEach(({ rect }, index) => {
        const above = lanes[index]?.rect;
        expect(rect.y).toBe((above?.y ?? 0) + (above?.height ?? 0));
      });
    }),
  );
});

test("the same plan gives the same bytes, and the length of names changes no position", () => {
  fc.assert(
    fc.property(anyPlan, anyView, (plan, view) => {
      const scene = layout(plan, view);
      expect(JSON.stringify(layout(structuredClone(plan), view))).toBe(JSON.stringify(scene));
      const machines = plan.machines.map((machine) => ({
        ...machine,
        hostname: "x".repeat(253),
        remark: "y".repeat(999),
      }));
      const long = layout({ ...plan, machines }, view);
      expect(long.nodes.map(({ id, rect }) => [id, rect])).toEqual(scene.nodes.map(({ id, rect }) => [id, rect]));
      expect(long.edges.map(({ path }) => path)).toEqual(scene.edges.map(({ path }) => path));
    }),
  );
});

/** A machine's place as seen from its column and the top of its lane or pool. */
function places(scene: Scene): ReadonlyMap<string, readonly [string, string, number]> {
  return new Map(
    cards(scene).map((node) => {
      const column = scene.columns.find(({ name }) => name === node.column);
      const group = node.poolKey ?? (node.components.includes("etcd") ? `${node.lane} etcd` : node.lane);
      return [node.machineId, [group, node.column ?? "", node.rect.x - (column?.rect.x ?? 0)] as const];
    }),
  );
}

test("moving one machine to another zone moves no other machine inside the cells it neither left nor entered", () => {
  fc.assert(
    fc.property(anyPlan, fc.nat(), fc.constantFrom(...ZONES), (plan, pick, zone) => {
      const moved = plan.machines[pick % Math.max(1, plan.machines.length)];
      fc.pre(moved?.zone !== undefined && moved.zone !== zone);
      const machines = plan.machines.map((machine) => (machine === moved ? { ...machine, zone } : machine));
      const before = places(layout(plan, byZone));
      const after = places(layout({ ...plan, machines }, byZone));
      for (const [id, place] of before) {
        const isTouched = id === moved?.id || place[1] === moved?.zone || place[1] === zone;
        if (!isTouched) expect(after.get(id)).toEqual(place);
      }
    }),
    { numRuns: 300 },
  );
});
