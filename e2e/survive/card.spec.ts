import { expect, expectNoAxeViolations, test } from "../fixtures.ts";
import { twoZonePlan } from "./plans.ts";

const VERDICT = "What this plan survives";

for (const path of ["", "/survive"]) {
  test(`the verdict is in the first HTML of ${path === "" ? "the summary" : "the page"}`, async ({
    site,
    newCluster,
  }) => {
    const slug = await newCluster({ plan: twoZonePlan() });
    const answer = await fetch(`${site.address}/clusters/${slug}${path}`, {
      headers: { cookie: site.people.viewer.cookie },
    });
    const html = await answer.text();
    for (const words of [VERDICT, "any 1 zone", "zone za", "move k8s-master2 to a new zone"])
      expect(html).toContain(words);
  });
}

test("the first three lines are the verdict, the culprit and the remedy", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ plan: twoZonePlan() });
  const page = await signedInPage("viewer");
  await page.goto(`/clusters/${slug}`);
  const card = page.getByRole("region", { name: VERDICT });
  await expect(card.getByRole("term")).toHaveText(["Survives", "Weakest", "Best fix", "Expect"]);
  const lines = card.getByRole("definition");
  await expect(lines.nth(0)).toContainText("any 1 zone NO (zone za)".replace(" NO ", "NO"));
  await expect(lines.nth(0)).toContainText("Running workloads");
  await expect(lines.nth(1)).toContainText("zone za alone (holds k8s-slb1, k8s-master1, k8s-master2)");
  await expect(lines.nth(2)).toContainText("move k8s-master2 to a new zone");
  await expect(lines.nth(2)).toContainText("no new machine");
  await expect(card).toContainText("hardware and process failures only");
  await expect(card).not.toContainText("%");
});

test("what nobody placed cannot be proven, in both languages", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ template: "T2" });
  const page = await signedInPage("viewer", { locale: "zh-CN" });
  await page.goto(`/clusters/${slug}`);
  const card = page.getByRole("region", { name: "这份规划能承受什么故障" });
  await expect(card.getByRole("term")).toHaveText(["可承受", "最弱处", "首选改动", "预期"]);
  await expect(card.getByRole("definition").first()).toContainText("任意 1 台宿主机无法证明");
  await expect(card.getByRole("definition").first()).toContainText("任意 1 个机架无法证明");
});

test("a plan with nothing in it is not called safe", async ({ signedInPage, newCluster }) => {
  const slug = await newCluster({ template: "blank" });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/survive`);
  await expect(page.getByText("There is nothing to judge yet")).toBeVisible();
  await expect(page.getByRole("link", { name: "Open the design" })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.goto(`/?q=${slug}`);
  await expect(page.getByRole("row", { name: /nothing in it/ })).toContainText("unknown");
});

test("the list of clusters names the margin and what would use it up", async ({ signedInPage, newCluster }) => {
  await newCluster({ name: "Margin of two zones", plan: twoZonePlan() });
  const page = await signedInPage("viewer");
  await page.goto("/?q=Margin of two zones");
  await expect(page.getByRole("row", { name: /Margin of two zones/ })).toContainText("1but not zone za");
  await expectNoAxeViolations(page);
});
