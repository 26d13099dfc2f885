import { expect, test } from "./fixtures.ts";
import { openTable, untilSaved } from "./table/table-page.ts";

test("a session that ends while a plan is open leads to the sign-in page and back, and nothing is lost", async ({
  signedInPage,
  newCluster,
  site,
}) => {
  const slug = await newCluster({ template: "T2b" });
  const page = await signedInPage("editor");
  const { cell } = await openTable(page, slug);
  const [name = ""] = site.people.editor.cookie.split("=");
  await (await cell("k8s-slb1", "Zone")).click();
  await page.keyboard.type("kept");
  await page.context().clearCookies({ name });
  await page.keyboard.press("Enter");

  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Name", { exact: true }).fill(site.people.editor.name);
  await page.getByLabel("Password", { exact: true }).fill(site.people.editor.password);
  await page.getByRole("button", { name: "Sign in" }).click();

  await expect(page).toHaveURL(new RegExp(`/clusters/${slug}/design$`));
  const again = await openTable(page, slug);
  await expect(await again.cell("k8s-slb1", "Zone")).toHaveText("kept");
  await untilSaved(page);
});

test("someone who stays on the page is not asked again", async ({ signedInPage, newCluster, site }) => {
  const slug = await newCluster({ template: "T2b" });
  const page = await signedInPage("editor");
  const { cell } = await openTable(page, slug);
  const [name = ""] = site.people.editor.cookie.split("=");
  await page.context().clearCookies({ name });
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  // The page asks what others did when it gets the focus.
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await dialog.getByRole("button", { name: "Stay here" }).click();
  await expect(dialog).toHaveCount(0);
  await (await cell("k8s-slb1", "Zone")).click();
  await page.keyboard.type("later");
  const refused = page.waitForResponse((answer) => answer.url().endsWith("/plan/edits") && answer.status() === 401);
  await page.keyboard.press("Enter");
  await refused;
  await expect(page.getByText(/1 change/)).toBeVisible();
  await expect(dialog).toHaveCount(0);
});
