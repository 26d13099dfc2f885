import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import { durationText, expectationText, frequencyText } from "./amounts.ts";
import { assumptionText, mergedAssumptions } from "./assumptions.ts";
import { briefOf } from "./brief.ts";
import { candidateText, reasonText } from "./candidates.ts";
import { marginOf } from "./margin.ts";
import { elementName, elementRefs, namesText } from "./names.ts";
import { byDanger, isAnyChoice, patternText } from "./patterns.ts";
import { readDuration } from "./read-duration.ts";
import type { Lang } from "./vocabulary.ts";

const LANGS: readonly Lang[] = ["en", "zh"];
const TEMPLATES = ["T1", "T2", "T2b", "T3", "T4", "T5", "T6"] as const;

/** The seed's plan over two zones, with two of three masters in the first. */
function twoZones(): Plan {
  const seed = templatePlan("T2", "two zones");
  const zoneOf = (hostname: string) => (/(slb1|master1|master2|worker1)$/.test(hostname) ? "za" : "zb");
  const outcome = applyEdit(seed, {
    type: "setMachines",
    changes: seed.machines.map(({ id, hostname }) => ({ machineId: id, set: { zone: zoneOf(hostname) } })),
  });
  if (!outcome.ok) throw new Error("The plan of this test is refused.");
  return outcome.plan;
}

describe("the card of a two-zone plan", () => {
  const plan = twoZones();
  const brief = briefOf(analyse(plan), plan.machines);

  test("says NO for a zone and names it", () => {
    const [control] = brief.services;
    const zone = control?.kind === "analysed" ? control.levels.find(({ level }) => level === "zone") : undefined;
    expect(zone?.verdict).toBe("fails");
    expect(namesText(zone?.culprit ?? [], "en")).toBe("zone za");
  });

  test("names the zone as the weakest point, with what stands in it", () => {
    expect(namesText(brief.weakest[0]?.elements ?? [], "zh")).toBe("可用区 za");
    expect(brief.weakest[0]?.holds).toEqual(["k8s-slb1", "k8s-master1", "k8s-master2"]);
  });

  test("puts the move to a third zone first, at no new machine", () => {
    expect(brief.fix).toMatchObject({ code: "move-to-new-domain", newMachines: 0 });
    expect(brief.fix === null || brief.fix === "pending" ? "" : candidateText(brief.fix, "en")).toMatch(
      /^move k8s-master2 to a new zone/,
    );
  });

  test("shows a fourth master as worse, with the reason", () => {
    const fourth = analyse(plan).candidates.find(({ code }) => code === "add-control-plane");
    expect(fourth?.verdict).toBe("worse");
    expect(reasonText(fourth?.reason ?? "no-effect", "en")).toMatch(/no more failures/);
  });
});

test("the seed's placement is unknown, and the card says that it cannot be proven", () => {
  const plan = templatePlan("T2", "seed");
  const [control] = briefOf(analyse(plan), plan.machines).services;
  const verdicts = control?.kind === "analysed" ? control.levels.map(({ level, verdict }) => [level, verdict]) : [];
  expect(Object.fromEntries(verdicts)).toMatchObject({ machine: "survives", rack: "unproven", hypervisor: "unproven" });
});

test("a plan without a control plane has an unknown margin, never a good one", () => {
  expect(marginOf(analyse(templatePlan("blank", "blank"))).kind).toBe("unknown");
});

describe.each(TEMPLATES)("every sentence of template %s", (template) => {
  const plan = templatePlan(template, template);
  const analysis = analyse(plan);
  const ref = elementRefs(analysis.elements);
  const analysed = analysis.services.filter((service) => service.kind === "analysed");

  test.each(LANGS)("is complete in %s, without a bare percentage", (lang) => {
    const sentences = [
      ...analysis.elements.map((element) => elementName(ref(element.id), lang)),
      ...analysed.flatMap(({ patterns }) => patterns.map((pattern) => patternText(pattern, ref, lang))),
      ...analysed.map(({ likelihood }) => expectationText(likelihood, lang)),
      ...analysis.candidates.map((candidate) => candidateText(candidate, lang)),
      ...mergedAssumptions(analysis.assumptions).map((each) => assumptionText(each, lang)),
    ];
    expect(sentences.filter((sentence) => /undefined|null|NaN|%|^\s*$/.test(sentence))).toEqual([]);
  });

  test("sets come with the fewest failures first", () => {
    const orders = analysed.flatMap(({ patterns }) => byDanger(patterns, analysis.elements).map(({ order }) => order));
    expect(analysed.every(({ patterns }) => byDanger(patterns, analysis.elements).length === patterns.length)).toBe(
      true,
    );
    expect(orders.every((order) => order >= 1)).toBe(true);
  });
});

test("'any' is said only where every choice is deadly", () => {
  const part = { kind: "zone" as const, role: null, program: null, howMany: 1, elementIds: ["zone:a", "zone:b"] };
  expect(isAnyChoice({ parts: [part], count: 1 })).toBe(false);
  expect(isAnyChoice({ parts: [part], count: 2 })).toBe(true);
  expect(isAnyChoice({ parts: [{ ...part, howMany: 2 }], count: 1 })).toBe(true);
});

describe("spans of time", () => {
  test.each([
    [0.5 / 3600, "1 s", "1 秒"],
    [1 / 60, "1 min", "1 分钟"],
    [3.2, "3 h 12 min", "3 小时 12 分钟"],
    [36, "36 h", "36 小时"],
    [72, "3 d", "3 天"],
    [8_760, "1 year", "1 年"],
    [13_140, "1.5 years", "1.5 年"],
  ])("%f h is written %s and %s", (hours, en, zh) => {
    expect(durationText(hours, "en")).toBe(en);
    expect(durationText(hours, "zh")).toBe(zh);
  });

  test.each([
    ["8 h", 8],
    ["30 min", 0.5],
    ["1 year", 8_760],
    ["1 y 6 months", 13_140],
    ["8760", 8_760],
    ["8 小时", 8],
    ["４ 个月", 2_920],
    ["1 小时 30 分钟", 1.5],
    ["", null],
    ["soon", null],
    ["8 apples", null],
    ["8 h or so", null],
    ["-1 h", null],
    ["0 h", null],
    ["1 2 h", null],
  ])("%s is read as %s h", (text, hours) => {
    expect(readDuration(text)).toEqual(hours === null ? null : expect.closeTo(hours, 6));
  });

  test.each(LANGS)("what is written in %s is read again, to the rounding", (lang) => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 1e6, noNaN: true }), (hours) => {
        const read = readDuration(durationText(hours, lang)) ?? 0;
        expect(Math.abs(read - hours) / hours).toBeLessThan(0.2);
      }),
    );
  });
});

test.each([
  [5.2, "about 5 outages a year"],
  [1.55, "about 3 outages in 2 years"],
  [1, "about 1 outage a year"],
  [0.65, "about 2 outages in 3 years"],
  [0.51, "about 1 outage in 2 years"],
  [0.001, "less than 1 outage in 100 years"],
])("%f outages a year read: %s", (perYear, text) => {
  expect(frequencyText(perYear, "en")).toBe(text);
});
