import { expect, test } from "vitest";
import { planText } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { sha256 } from "./sha256.ts";
import { reportText, surviveTargets } from "./targets.ts";

const plan = templatePlan("T2", "seed");
const subject = { slug: "seed", version: 7, plan };

test("the page to sign names the plan by version and hash, and leaves room to sign", () => {
  const page = reportText(subject, "en");
  expect(page).toContain(sha256(planText(plan)));
  for (const word of [
    "Version",
    "Name",
    "Date",
    "Signature",
    "cannot be proven",
    "hardware and process failures only",
  ]) {
    expect(page).toContain(word);
  }
});

test("the page is Chinese when it is asked for in Chinese", () => {
  const page = reportText(subject, "zh");
  expect(page).toContain('lang="zh-CN"');
  for (const word of ["这份规划能承受什么故障", "无法证明", "签名", "日期"]) expect(page).toContain(word);
});

test("the same plan gives the same bytes, another version other ones", () => {
  expect(reportText(subject, "en")).toBe(reportText(subject, "en"));
  expect(reportText({ ...subject, version: 8 }, "en")).not.toBe(reportText(subject, "en"));
});

test("a hostile name stays text", () => {
  const named = { ...plan, name: "<script>alert(1)</script>" };
  expect(reportText({ ...subject, plan: named }, "en")).not.toContain("<script>");
});

test("a plan with nothing in it is still a page, and says why nothing is judged", () => {
  const page = reportText({ ...subject, plan: templatePlan("blank", "blank") }, "en");
  expect(page).toContain("not judged");
});

test.each(surviveTargets.map(({ id }) => [id] as const))("%s writes one file for a blank plan as well", async (id) => {
  const target = surviveTargets.find((each) => each.id === id);
  const query = {
    preset: "classic",
    lang: "en",
    mask: "none",
    scale: 1,
    theme: "light",
    service: "api-writes",
  } as const;
  for (const template of ["blank", "T2"] as const) {
    const outcome = await target?.write({ ...subject, plan: templatePlan(template, template) }, query);
    expect(outcome?.files).toHaveLength(1);
    expect(outcome?.files[0]?.bytes.length).toBeGreaterThan(50);
  }
});
