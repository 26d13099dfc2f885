import { expect, test } from "vitest";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { largePlan } from "#lib/testing/plans/large-plan.ts";
import { modelOf } from "./model-of.ts";
import { DEFAULT_FIGURES, figuresOf, mtbfOfAfr, unavailability } from "./values.ts";

const HOURS_PER_YEAR = 8760;

test.each([
  [0.05, 19.5],
  [0.1, 9.5],
  [0.2, 4.5],
])("an annual failure rate of %d is one failure in %d years", (afr, years) => {
  expect(mtbfOfAfr(afr) / HOURS_PER_YEAR).toBeCloseTo(years, 1);
});

test.each([
  ["machine", 9e-4],
  ["virtual-machine", 6e-5],
  ["process", 4e-5],
  ["rack", 9e-5],
  ["switch", 2e-5],
  ["segment", 2e-5],
  ["zone", 2.3e-4],
] as const)("a %s is down for a share of %d by default", (kind, share) => {
  // The reference prints one or two digits.
  const q = unavailability({ isCounted: true, ...DEFAULT_FIGURES[kind] });
  expect(Math.abs(q / share - 1)).toBeLessThan(0.2);
});

test("what rests on a contract is tagged as the vendor's", () => {
  expect(DEFAULT_FIGURES["cloud-slb"].provenance).toBe("vendor");
  expect(unavailability({ isCounted: true, ...DEFAULT_FIGURES["cloud-slb"] })).toBeCloseTo(0.0005, 12);
});

test("a machine's own figures go before those of its kind, and those before the defaults", () => {
  const measured = { mtbfHours: 100, mttrHours: 1, provenance: "measured" } as const;
  const vendor = { mtbfHours: 200, mttrHours: 2, provenance: "vendor" } as const;
  const plan = largePlan(1);
  const [lb, ...rest] = plan.machines;
  if (lb === undefined) throw new Error("no machines");
  const machines = [{ ...lb, reliability: measured }, ...rest];
  const { elements } = modelOf({
    ...plan,
    machines,
    options: { ...plan.options, reliability: { machine: vendor } },
  }).tree;
  const find = (id: string) => elements.all().find((element) => element.id === id);
  expect(find("machine:lb1")).toMatchObject(measured);
  expect(find("machine:lb2")).toMatchObject(vendor);
  expect(find("zone:a")).toMatchObject(DEFAULT_FIGURES.zone);
});

test("one program can have figures of its own", () => {
  const own = { mtbfHours: 50, mttrHours: 1, provenance: "measured" } as const;
  const plan: Plan = { ...blankPlan("own"), options: { reliability: { "process/etcd": own } } };
  expect(figuresOf(plan, "process", "etcd")).toEqual(own);
  expect(figuresOf(plan, "process", "haproxy")).toEqual(DEFAULT_FIGURES.process);
});

test("a hypervisor that nobody named never counts, one that somebody named does", () => {
  const plan = largePlan(1);
  const hosts = (of: Plan) =>
    modelOf(of)
      .tree.elements.all()
      .filter(({ kind }) => kind === "hypervisor");
  expect(hosts(plan).every(({ isCounted, isAssumed }) => isAssumed && !isCounted)).toBe(true);
  const [lb, ...rest] = plan.machines;
  if (lb === undefined) throw new Error("no machines");
  const named = hosts({ ...plan, machines: [{ ...lb, hypervisor: "h1" }, ...rest] });
  expect(named.every(({ isCounted }) => isCounted)).toBe(true);
  expect(named.filter(({ isAssumed }) => !isAssumed).map(({ id }) => id)).toEqual(["hypervisor:h1"]);
});
