import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LoadBalancer } from "#lib/core/plan/endpoint.ts";
import { Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { endpointOf, keepalivedPair, largePlan, planOf, seedPlan } from "#lib/core/scene/layout/sample-plans.ts";
import { defaultView, layout } from "#lib/core/scene/layout.ts";
import { sceneToSvg } from "#lib/core/scene/svg.ts";
import type { Theme } from "#lib/core/scene/tokens.ts";
import type { Lang } from "#lib/core/scene/vocabulary.ts";
import { readPlanFromSvg } from "./embedded-plan.ts";
import { shorten, widthOf } from "./text.ts";

function draw(plan: Plan, { lang = "en", theme = "light" }: { lang?: Lang; theme?: Theme } = {}): string {
  return sceneToSvg(layout(plan, defaultView(plan)), { lang, theme, plan, title: plan.name, version: 3 });
}

const NAME = "[A-Za-z_][\\w.-]*";
const ATTRIBUTE = `\\s+${NAME}="[^"<]*"`;
const TAG = new RegExp(`^<(/?)(${NAME})((?:${ATTRIBUTE})*)\\s*(/?)>$`);
const LOOSE_AMPERSAND = /&(?!(amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/;
const NO_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** What a strict XML parser would refuse in a document without comments, CDATA and declarations; null when nothing. */
function xmlProblem(text: string): string | null {
  const forbidden = NO_XML.exec(text) ?? LOOSE_AMPERSAND.exec(text);
  if (forbidden !== null) return `forbidden at ${forbidden.index}`;
  const open: string[] = [];
  for (const [piece] of text.trim().matchAll(/<[^>]*>|[^<]+/g)) {
    if (!piece.startsWith("<")) {
      if (open.length === 0) return `text outside: ${piece}`;
      continue;
    }
    const tag = TAG.exec(piece);
    if (tag === null) return `no tag: ${piece}`;
    const names = [...(tag[3] ?? "").matchAll(/\s([\w.:-]+)="/g)].map(([, name]) => name);
    if (new Set(names).size !== names.length) return `attribute twice: ${piece}`;
    if (tag[1] === "/" && open.pop() !== tag[2]) return `closes wrongly: ${piece}`;
    if (tag[1] === "" && tag[4] === "") open.push(tag[2] ?? "");
  }
  return open.length === 0 ? null : `never closed: ${open.join(" ")}`;
}

const SHADES: readonly (readonly [string, LoadBalancer])[] = [
  ["keepalived-haproxy", keepalivedPair("keepalived-haproxy")],
  ["keepalived-nginx", keepalivedPair("keepalived-nginx")],
  ["keepalived-lvs", keepalivedPair("keepalived-lvs")],
  ["haproxy-in-cluster", { kind: "haproxy-in-cluster", priorities: { "k8s-master1": 120, "k8s-master2": 110 } }],
  ["kube-vip-arp", { kind: "kube-vip-arp" }],
  ["kube-vip-bgp", { kind: "kube-vip-bgp" }],
  ["node-local", { kind: "node-local", program: "haproxy" }],
  ["cloud-slb", { kind: "cloud-slb", provider: "Example Cloud" }],
  ["hardware", { kind: "hardware", model: "F5 BIG-IP", units: 2, mode: "active-standby" }],
  ["dns-rr", { kind: "dns-rr", addresses: ["10.0.0.1", "10.0.0.2", "10.0.0.3"] }],
  ["none", { kind: "none" }],
];

describe("drawings people have looked at", () => {
  test.each(["T1", "T2b", "T3", "T5"] as const)("template %s", async (id) => {
    await expect(draw(templatePlan(id, id))).toMatchFileSnapshot(`__golden__/${id}.svg`);
  });

  test.each(SHADES)("load balancer %s", async (kind, lb) => {
    await expect(draw(seedPlan(lb), { lang: "zh", theme: "dark" })).toMatchFileSnapshot(`__golden__/lb-${kind}.svg`);
  });
});

test.each(["T1", "T2", "T2b", "T3", "T4", "T5", "T6"] as const)("%s is well-formed and carries its plan", (id) => {
  const plan = templatePlan(id, id);
  const svg = draw(plan, { lang: "zh" });
  expect(xmlProblem(svg)).toBeNull();
  expect(readPlanFromSvg(svg)).toEqual({ ok: true, plan });
});

test("a drawing loads nothing, runs nothing and embeds no HTML", () => {
  const svg = draw(templatePlan("T5", "T5"));
  expect(svg.match(/<script|foreignObject|href=|url\((?!#)|@import|<style|<image| on\w+=/gi)).toBeNull();
});

test("every machine drawn on its own is a group that carries its id", () => {
  const plan = seedPlan();
  const ids = [...draw(plan).matchAll(/<g data-machine="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.sort()).toEqual(plan.machines.map(({ id }) => id).sort());
});

test("the title block names plan, version and totals in the language of the drawing", () => {
  const plan = templatePlan("T2", "生产 A");
  expect(draw(plan, { lang: "zh" })).toContain("版本 3 · 8 台机器 · 52 核 · 200 GiB · 2,050 GB");
  expect(draw(plan, { lang: "en" })).toContain("version 3 · 8 machines · 52 cores · 200 GiB · 2,050 GB");
  expect(draw(plan, { lang: "zh" })).toContain("raft：需 2/3");
});

test("a size that some machine lacks makes the sum a lower bound", () => {
  const plan = seedPlan();
  const [first, ...rest] = plan.machines;
  const { cpuCores: _, ...unsized } = first ?? plan.machines[0] ?? { cpuCores: 0 };
  const machines = Plan.shape.machines.parse([unsized, ...rest]);
  expect(draw({ ...plan, machines })).toContain("≥ 50 cores");
});

test("pools in grids are said to be shown in part", () => {
  expect(draw(largePlan(1000))).toContain("showing 12 of 1,012, 1,000 in grids or collapsed pools");
});

const HOSTILE = [
  `"><script>alert(1)</script>`,
  "a]]>b<!-- --><![CDATA[",
  "&amp;&#0;&#x1;&bogus;",
  "\u0000\u0001\u0008\u000b\u001f\ufffe\uffff\ud800x",
  "\u202Egro.elpmaxe\u202C",
  "مضيف-عربي",
  "汉".repeat(200),
  "x".repeat(253),
  "=cmd|' /C calc'!A0",
];

test.each(HOSTILE)("a hostile text %j breaks no drawing and comes back whole", (text) => {
  const plan = seedPlan();
  const machines = plan.machines.map((machine) => ({
    ...machine,
    hostname: text,
    zone: text.slice(0, 200),
    pool: text.slice(0, 200),
  }));
  const options = { registry: { kind: "harbor" as const, address: text.slice(0, 200) } };
  const endpoints = [endpointOf(keepalivedPair("keepalived-haproxy"), { dnsName: text })];
  const hostile = { ...plan, name: text.slice(0, 120), machines, options, endpoints };
  const svg = draw(hostile);
  expect(xmlProblem(svg)).toBeNull();
  expect(svg).not.toContain("<script");
  expect(readPlanFromSvg(svg)).toEqual({ ok: true, plan: hostile });
});

test("any text survives the way into a drawing and back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const plan = planOf("any", { rows: [], options: { remark: text } });
      const svg = draw(plan);
      expect(xmlProblem(svg)).toBeNull();
      expect(readPlanFromSvg(svg)).toEqual({ ok: true, plan });
    }),
  );
});

test("a drawing without a plan, with a broken one or with something else says which", () => {
  expect(readPlanFromSvg("<svg/>")).toMatchObject({ ok: false, code: "no-plan" });
  expect(readPlanFromSvg('<metadata data-quorate="plan">{</metadata>')).toMatchObject({ ok: false, code: "not-json" });
  expect(readPlanFromSvg('<metadata data-quorate="plan">{}</metadata>')).toMatchObject({
    ok: false,
    code: "not-a-plan",
  });
  expect(readPlanFromSvg("<metadata".repeat(50_000))).toMatchObject({ ok: false, code: "no-plan" });
});

test("an editor may add metadata of its own before ours and attributes to ours", () => {
  const plan = seedPlan();
  const edited = draw(plan).replace("<metadata ", '<metadata id="other">x</metadata><metadata id="m7" ');
  expect(readPlanFromSvg(edited)).toEqual({ ok: true, plan });
});

test("the same plan gives the same bytes", () => {
  expect(draw(structuredClone(templatePlan("T5", "x")))).toBe(draw(templatePlan("T5", "x")));
});

test("a text is shortened in its middle and never wider than its room", () => {
  const face = { size: 12, isMono: true };
  expect(shorten("k8s-worker-rack-17-node-4711", 100, face)).toMatch(/^k8s-wo.*…(.*)4711$/);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.integer({ min: 20, max: 300 }), (text, room) => {
      expect(widthOf(shorten(text, room, face), face)).toBeLessThanOrEqual(room);
    }),
  );
});
