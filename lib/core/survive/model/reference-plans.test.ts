import { expect, test } from "vitest";
import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { minimalCutSets } from "#lib/core/survive/bdd/cut-sets/cut-sets.ts";
import { countByOrder } from "#lib/core/survive/bdd/cut-sets/list-cut-sets.ts";
import { distance } from "#lib/core/survive/bdd/distance.ts";
import { outageRate } from "#lib/core/survive/bdd/frequency.ts";
import { gradients } from "#lib/core/survive/bdd/probability.ts";
import type { ElementKind } from "#lib/core/survive/fault-tree.ts";
import { compile, countedRef, unavailabilities } from "./compile.ts";
import { modelOf } from "./model-of.ts";

// Unavailability and repair hours by kind; the last column of the table below follows from them alone.
const INPUTS = {
  zone: [5e-4, 4],
  rack: [1e-4, 3],
  segment: [5e-5, 2],
  machine: [1e-3, 6],
  process: [2e-4, 0.1],
} as const;

const reliability: PlanOptions["reliability"] = Object.fromEntries(
  Object.entries(INPUTS).map(([kind, [q, mttrHours]]) => [
    kind,
    { mtbfHours: (mttrHours * (1 - q)) / q, mttrHours, provenance: "default" as const },
  ]),
);

/** `slb1 za a1` is a machine with its zone and rack. */
function plan(places: readonly string[], lb: Endpoint["lb"]): Plan {
  const machines = places.map((place, order): Machine => {
    const [id = "", zone = "", rack = ""] = place.split(" ");
    const roles: Machine["roles"] = id.startsWith("slb") ? ["lb"] : ["control-plane", "etcd"];
    return { id, order, hostname: id, ips: [], roles, disks: [], zone, rack };
  });
  return {
    ...blankPlan("reference"),
    options: { etcd: { topology: "stacked" }, reliability },
    endpoints: [{ id: "lan", audience: "nodes", vips: [], port: 6443, lb }],
    machines,
  };
}

const pair: Endpoint["lb"] = { kind: "keepalived-haproxy", members: ["slb1", "slb2"] };
const one = ["slb1 z1 r1", "slb2 z1 r1", "m1 z1 r1", "m2 z1 r1", "m3 z1 r1"];
const racks = ["slb1 z1 r1", "m1 z1 r1", "slb2 z1 r2", "m2 z1 r2", "m3 z1 r3"];
const two = ["slb1 za a1", "m1 za a1", "m2 za a2", "slb2 zb b1", "m3 zb b1"];
const three = ["slb1 za a", "m1 za a", "slb2 zb b", "m2 zb b", "m3 zc c"];
const local = ["m1 za a", "m2 zb b", "m3 zc c"];

function judged(of: Plan) {
  const { tree } = modelOf(of);
  const compiled = compile(tree);
  const service = tree.services.find(({ id }) => id === "api-writes");
  if (service?.kind !== "modelled") throw new Error("API writes are not modelled");
  const root = countedRef(compiled, compiled.refOf(service.down));
  const { bdd, variables } = compiled;
  const q = unavailabilities(compiled);
  const result = gradients(bdd, root, q);
  const rate = outageRate(
    result,
    q,
    Float64Array.from(variables, ({ mttrHours }) => mttrHours),
  );
  const fewest = (kind: ElementKind) =>
    distance(bdd, root, {
      cost: Float64Array.from(variables, (element) => (element.kind === kind ? 1 : Number.POSITIVE_INFINITY)),
    }).total;
  const counts = countByOrder(minimalCutSets(bdd, root, 6)).slice(1);
  return { ...result, ...rate, counts, fewest: (["machine", "rack", "zone"] as const).map(fewest) };
}

test.each<[string, Plan, number, string, number[], number[]]>([
  ["all in one rack", plan(one, pair), 6.5567103364e-4, "344.6 min, 1.79 x 193", [3, 16, 7], [2, 1, 1]],
  ["three racks", plan(racks, pair), 5.5671313164e-4, "292.6 min, 1.51 x 193", [2, 35, 10], [2, 2, 1]],
  ["two zones", plan(two, pair), 5.5860591618e-4, "293.6 min, 1.55 x 190", [2, 43, 11], [2, 2, 1]],
  ["three zones", plan(three, pair), 6.2569727874e-5, "32.9 min, 0.51 x 65", [1, 60, 13], [2, 2, 2]],
  ["local", plan(local, { kind: "node-local" }), 9.6981066731e-6, "5.1 min, 0.22 x 23", [0, 48, 13], [2, 2, 2]],
])("the reference plan %s is as unavailable as computed elsewhere", (_, of, unavailability, words, counts, fewest) => {
  const found = judged(of);
  // Printed to eleven digits.
  expect(Math.abs(found.unavailability / unavailability - 1)).toBeLessThan(1e-9);
  const minutes = Math.round(found.minutesPerYear * 10) / 10;
  expect(`${minutes} min, ${found.outagesPerYear.toFixed(2)} x ${(found.meanOutageHours * 60).toFixed(0)}`).toBe(words);
  expect(found.counts).toEqual(counts);
  expect(found.fewest).toEqual(fewest);
});
