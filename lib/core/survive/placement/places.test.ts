import { describe, expect, test } from "vitest";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";

type Fields = Partial<Machine>;

/** Ids of the elements that fall with each machine, outermost last. */
function above(places: readonly Fields[], domains: readonly { level: "rack"; name: string; parent: string }[] = []) {
  const machines = places.map((place, order): Machine => {
    const id = `m${order + 1}`;
    return { id, order, hostname: id, ips: [], roles: ["worker"], disks: [], ...place };
  });
  const plan = { ...blankPlan("places"), machines, options: { domains: [...domains] } };
  const { elements, gates } = modelOf(plan).tree;
  return machines.map(({ id }) => {
    const gate = gates.all().find((each) => each.id === `machine/${id}`);
    return (gate?.inputs ?? [])
      .slice(1)
      .map((ref) => elements.at(ref)?.id)
      .join(" ");
  });
}

describe("machines stand", () => {
  test("in one unknown zone, rack and hypervisor as long as nobody says anything", () => {
    expect(above([{}, {}])).toEqual(["hypervisor:? rack:? zone:?", "hypervisor:? rack:? zone:?"]);
  });

  test("in an unknown rack of their own zone", () => {
    expect(above([{ zone: "a" }, { zone: "b" }])).toEqual([
      "hypervisor:a/?/? rack:a/? zone:a",
      "hypervisor:b/?/? rack:b/? zone:b",
    ]);
  });

  test("in different racks where two zones number their racks alike", () => {
    const places = [
      { zone: "a", rack: "1" },
      { zone: "b", rack: "1" },
      { zone: "b", rack: "2" },
    ];
    expect(above(places).map((ids) => ids.split(" ")[1])).toEqual(["rack:a/1", "rack:b/1", "rack:2"]);
  });

  test("in the rack and the zone that another machine on the same hypervisor names", () => {
    expect(above([{ hypervisor: "h1", rack: "r1", zone: "a" }, { hypervisor: "h1" }])[1]).toBe(
      "hypervisor:h1 rack:r1 zone:a",
    );
  });

  test("in the zone that the plan puts their rack in", () => {
    expect(above([{ rack: "r1" }], [{ level: "rack", name: "r1", parent: "a" }])).toEqual([
      "hypervisor:? rack:r1 zone:a",
    ]);
  });

  test("nowhere in particular where the same hypervisor is said to stand in two racks", () => {
    const places = [{ hypervisor: "h", rack: "r1" }, { hypervisor: "h", rack: "r2" }, { hypervisor: "h" }];
    expect(above(places)[2]).toBe("hypervisor:h rack:? zone:?");
  });

  test("on an unknown switch or feed only where somebody names one", () => {
    expect(above([{ switch: "s1", powerFeed: "A" }, {}])).toEqual([
      "hypervisor:? switch:s1 rack:? power-feed:A zone:?",
      "hypervisor:? switch:? rack:? power-feed:? zone:?",
    ]);
  });
});
