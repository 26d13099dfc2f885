import { expect, expectNoAxeViolations, test } from "#e2e/fixtures.ts";

test("a page whose answer breaks off says so, and its button asks the server again", async ({
  signedInPage,
  newCluster,
  site,
}) => {
  const slug = await newCluster({ name: "Broken off", template: "T2" });
  const page = await signedInPage("admin", { theme: "dark" });
  await page.goto(`/clusters/${slug}/design`, { waitUntil: "networkidle" });
  await page.route(`${site.address}/clusters/${slug}/history?*`, async (route) => {
    const answer = await route.fetch();
    const whole = await answer.text();
    await route.fulfill({ response: answer, body: whole.slice(0, whole.length / 2) });
  });
  await page.getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("button", { name: /Try again/ })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expectNoAxeViolations(page);
  await page.unrouteAll({ behavior: "wait" });
  await page.getByRole("button", { name: /Try again/ }).click();
  await expect(page.getByText("Times are shown in")).toBeVisible();
});
