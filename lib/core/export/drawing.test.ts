import { expect, test } from "vitest";
import { ExportQuery } from "#lib/core/api/documents.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { toPrintPage, toSvg } from "./drawing.ts";

const query = ExportQuery.parse({ theme: "dark", lang: "zh" });
const subject = { slug: "t2b", plan: templatePlan("T2b", "</title><script>"), version: 7 };

test("the print page is one sheet of A4 landscape with the very drawing, on white also for who works in the dark", () => {
  const page = toPrintPage(subject, query);
  expect(page).toContain("@page{size:A4 landscape");
  expect(page).toContain(toSvg(subject, { ...query, theme: "light" }));
  expect(page.match(/<svg /g)).toHaveLength(1);
});

test("a name cannot become part of the page", () => {
  const page = toPrintPage(subject, query);
  expect(page).not.toContain("<script>");
  expect(page).toContain("<title>&lt;/title&gt;&lt;script&gt;</title>");
});

test("the same plan gives the same bytes", () => {
  expect(toPrintPage(subject, query)).toBe(toPrintPage(subject, query));
});
