import { describe, expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { largePlan } from "#lib/testing/plans/large-plan.ts";
import { twoZones } from "#lib/testing/plans/two-zones.ts";
import { analyse, withCandidates } from "./analyse.ts";
import type { Analysis, Level } from "./analysis.ts";
import type { ServiceId } from "./fault-tree.ts";

function service(analysis: Analysis, id: ServiceId) {
  const found = analysis.services.find((each) => each.id === id);
  if (found?.kind !== "analysed") throw new Error(`${id} was not analysed`);
  return found;
}

const verdict = (analysis: Analysis, level: Level, id: ServiceId = "api-writes") =>
  service(analysis, id).levels.find((each) => each.level === level);

const role = (analysis: Analysis, wanted: string, id: ServiceId = "api-writes") =>
  service(analysis, id).roles.find((each) => each.role === wanted);

describe("the seed's plan", () => {
  const analysis = analyse(templatePlan("T2", "seed"));

  test("survives any one load balancer, master and worker, but not two masters and not both load balancers", () => {
    expect(role(analysis, "lb")).toEqual({
      role: "lb",
      distance: 2,
      witness: ["machine:k8s-slb1", "machine:k8s-slb2"],
    });
    expect(role(analysis, "control-plane")?.distance).toBe(2);
    expect(role(analysis, "worker")?.distance).toBeNull();
    expect(role(analysis, "worker", "running-workloads")?.distance).toBe(2);
    expect(verdict(analysis, "machine")).toMatchObject({ verdict: "survives", distance: 2 });
  });

  test.each<Level>(["hypervisor", "rack"])(
    "cannot be proven to survive a %s: nobody said where the machines stand",
    (level) => {
      const found = verdict(analysis, level);
      expect(found?.verdict).toBe("unproven");
      expect(found?.unknownMachines).toHaveLength(5);
    },
  );

  test.each<Level>(["switch", "power-feed", "site"])("says nothing of a %s, which it does not have", (level) => {
    expect(verdict(analysis, level)).toMatchObject({ verdict: "not-given", distance: null });
  });

  test("counts one failure to an outage, and two machines", () => {
    expect(analysis.headline).toMatchObject({ service: "api-writes", margin: 1, machineMargin: 2 });
  });
});

describe("two zones with two and one masters", () => {
  const plan = twoZones();
  const analysis = analyse(plan);

  test("name the zone whose loss kills the majority", () => {
    expect(verdict(analysis, "zone")).toMatchObject({ verdict: "fails", distance: 1, witness: ["zone:za"] });
    expect(analysis.twoSite).toMatchObject({ level: "zone", deadly: "za", members: ["m1", "m2"] });
  });

  test("are best helped by moving one master to a third zone, without a new machine", () => {
    const [first] = analysis.candidates;
    expect(first).toMatchObject({
      id: analysis.headline.bestCandidateId,
      code: "move-to-new-domain",
      values: { machine: "m2", level: "zone", domain: "zc" },
      newMachines: 0,
      verdict: "better",
      isOnFront: true,
    });
    expect(first?.after.levels).toContainEqual({ level: "zone", distance: 2 });
    expect(first?.after.minutesPerYear).toBeLessThan((first?.before.minutesPerYear ?? 0) / 5);
  });

  test("are made worse by a fourth master, because four members survive no more failures than three", () => {
    const fourth = analysis.candidates.find(({ code }) => code === "add-control-plane");
    expect(fourth).toMatchObject({ verdict: "worse", reason: "even-members", isOnFront: false });
    expect(fourth?.after.minutesPerYear).toBeGreaterThan(fourth?.before.minutesPerYear ?? 0);
  });

  test("gain nothing from two masters more in the same two zones: the majority stays in one", () => {
    const pair = analysis.candidates.find(({ code, values }) => code === "add-etcd-pair" && values.way === undefined);
    expect(pair).toMatchObject({ verdict: "same", reason: "majority-stays" });
  });

  test("have three ways out, each one an edit", () => {
    const ways = analysis.candidates.filter(({ id }) => analysis.twoSite?.waysOut.includes(id));
    expect(ways.map(({ values }) => values.way).sort()).toEqual(["active-standby", "move", "tie-breaker"]);
    const planAfter = (way: string) => {
      const edit = ways.find(({ values }) => values.way === way)?.edit;
      const applied = edit === null || edit === undefined ? null : applyEdit(plan, edit);
      if (applied?.ok !== true) throw new Error(`${way} cannot be applied`);
      return applied.plan;
    };
    for (const way of ["move", "tie-breaker"])
      expect(verdict(analyse(planAfter(way)), "zone")?.verdict).toBe("survives");
    expect(planAfter("tie-breaker").machines.filter(({ roles }) => roles.includes("etcd"))).toHaveLength(5);
    expect(planAfter("active-standby").options.targets?.failuresToSurvive?.zone).toBe(0);
    expect(planAfter("active-standby").options.remark).toContain("Active zone za, standby zb");
  });
});

describe("other plans in two places", () => {
  const inSites = (sites: readonly string[]): Plan => {
    const plan = twoZones();
    const [like] = plan.machines.filter(({ id }) => id === "m1");
    const masters = sites.flatMap((site, index) =>
      like === undefined
        ? []
        : [{ ...like, id: `c${index}`, hostname: `c${index}`, order: 10 + index, site, zone: `${site}-z` }],
    );
    const others = plan.machines
      .filter(({ roles }) => !roles.includes("etcd"))
      .map((machine) => {
        const site = machine.zone === "za" ? "north" : "south";
        return { ...machine, site, zone: `${site}-z` };
      });
    return { ...plan, machines: [...others, ...masters] };
  };

  const waysOf = (analysis: Analysis) =>
    analysis.candidates.flatMap(({ id, values }) =>
      analysis.twoSite?.waysOut.includes(id) === true ? [values.way] : [],
    );

  test.each([
    ["three and two", ["north", "north", "north", "south", "south"], "north"],
    ["four and one", ["south", "south", "south", "south", "north"], "south"],
    ["two and two", ["north", "north", "south", "south"], "north"],
  ])("%s members: the site is named, and what is offered as a way out is one", (_, sites, deadly) => {
    const plan = inSites(sites);
    const analysis = analyse(plan);
    expect(analysis.twoSite).toMatchObject({ level: "site", deadly });
    expect(waysOf(analysis)).toEqual(expect.arrayContaining(["move", "tie-breaker", "active-standby"]));
    for (const { edit, values } of analysis.candidates.filter(({ id }) => analysis.twoSite?.waysOut.includes(id))) {
      const applied = edit === null || values.way === "active-standby" ? null : applyEdit(plan, edit);
      if (applied?.ok === true) expect(verdict(analyse(applied.plan), "site")?.verdict, values.way).toBe("survives");
    }
  });

  test("three sites are not two, and one is none", () => {
    expect(analyse(inSites(["north", "south", "west"])).twoSite).toBeNull();
    expect(analyse(templatePlan("T2b", "T2b")).twoSite).toBeNull();
  });
});

describe("a plan of 5,000 workers", () => {
  const { bddNodes, candidates, capacity } = analyse(largePlan());

  test("stays far below the nodes that a bad order of variables would take", () => {
    expect(bddNodes).toBeLessThan(20_000);
  });

  test("gets a bounded number of candidates, and a need that nobody gave stays unknown", () => {
    expect(candidates.length).toBeLessThanOrEqual(24);
    expect(capacity.map(({ need }) => need)).toEqual([null, null, null]);
  });
});

describe("sharing that cannot be excluded", () => {
  const withHypervisors = (names: Readonly<Record<string, string>>): Plan => {
    const plan = twoZones();
    const machines = plan.machines.map((machine) => {
      const hypervisor = names[machine.id];
      const { rack: _rack, ...there } = { ...machine, zone: "za" };
      return hypervisor === undefined ? there : { ...there, hypervisor };
    });
    return { ...plan, machines };
  };

  test("one machine without a hypervisor may stand on that of another", () => {
    const found = verdict(analyse(withHypervisors({ slb1: "h1", slb2: "h2", m1: "h1", m2: "h2" })), "hypervisor");
    expect(found).toMatchObject({ verdict: "unproven", distance: 1, unknownMachines: ["m3"] });
  });

  test("all on hypervisors of their own is proof", () => {
    const names = { slb1: "h1", slb2: "h2", m1: "h1", m2: "h2", m3: "h3", w1: "h4", w2: "h5", w3: "h6" };
    expect(verdict(analyse(withHypervisors(names)), "hypervisor")).toMatchObject({ verdict: "survives", distance: 2 });
  });

  test("hypervisors that nobody named, in racks that somebody did, are different ones", () => {
    expect(verdict(analyse(twoZones()), "hypervisor")).toMatchObject({ verdict: "survives", distance: 2 });
  });

  test("unnamed racks of different zones are different racks", () => {
    expect(verdict(analyse(templatePlan("T5", "T5")), "rack")).toMatchObject({ verdict: "survives", distance: 2 });
  });
});

describe("the verdict first, the candidates later", () => {
  test("give the same as both at once", () => {
    const plan = twoZones();
    const early = analyse(plan, { candidates: false });
    expect(early).toMatchObject({ hasCandidates: false, candidates: [], headline: { bestCandidateId: null } });
    expect(withCandidates(plan, early)).toEqual(analyse(plan));
  });
});

test("an empty plan is told that nothing can be judged", () => {
  const analysis = analyse(templatePlan("blank", "blank"));
  expect(analysis.headline).toMatchObject({ margin: null, machineMargin: null, bestCandidateId: null });
  expect(analysis.services.every(({ kind }) => kind === "not-planned")).toBe(true);
});

test("candidates add to a verdict and change nothing else of it", () => {
  const plan = twoZones();
  const verdict = analyse(plan, { candidates: false });
  const { candidates, hasCandidates, headline, twoSite } = withCandidates(plan, verdict);
  expect({ ...verdict, candidates, hasCandidates, headline, twoSite }).toEqual(analyse(plan));
});
