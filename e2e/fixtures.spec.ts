import { expect, expectNoAxeViolations, test } from "./fixtures.ts";

test("a page of each role opens signed in, in the language and theme that was asked for", async ({ signedInPage }) => {
  for (const role of ["viewer", "editor", "admin"] as const) {
    const page = await signedInPage(role, { locale: "zh-CN", theme: "dark" });
    await page.goto("/");
    expect(new URL(page.url()).pathname).toBe("/");
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  }
});

test("a new cluster is there for everybody", async ({ api, newCluster, signedInPage }) => {
  const slug = await newCluster({ template: "T2" });
  const viewer = await api("viewer");
  expect((await viewer.get(`/api/v1/clusters/${slug}/plan`)).status()).toBe(200);
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/design`);
  await expect(page.getByText("k8s-master1").first()).toBeVisible();
  await expectNoAxeViolations(page);
});
