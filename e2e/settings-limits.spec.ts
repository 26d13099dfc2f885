import { expect, expectNoAxeViolations, test } from "./fixtures.ts";

test.describe.configure({ mode: "default" });

test("an admin changes a threshold, sees why another cannot stay, and takes the defaults back", async ({
  signedInPage,
  api,
}) => {
  const page = await signedInPage("admin");
  await page.goto("/settings?tab=thresholds");
  const slow = page.getByLabel("Slow API, Limit (ms)");
  const save = page.getByRole("button", { name: "Save" });
  await expect(slow).toHaveValue("1000");
  await expect(save).toBeDisabled();

  await slow.fill("1500");
  await page.getByLabel("Database against its quota, Critical (%)").fill("70");
  await expect(page.getByText("Milder than the warning.")).toBeVisible();
  await expect(save).toBeDisabled();
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Default for Database against its quota" }).click();
  await save.click();
  await expect(page.getByText("Saved.")).toBeVisible();

  await page.reload();
  await expect(slow).toHaveValue("1500");
  const viewer = await api("viewer");
  const stored: unknown = await (await viewer.get("/api/v1/settings/thresholds")).json();
  expect(stored).toMatchObject({ apiSlowMs: 1500, etcdQuotaShare: { warning: 0.8, critical: 0.95 } });

  await page.getByRole("button", { name: "Defaults for all" }).click();
  await expect(slow).toHaveValue("1000");
  await save.click();
  await expect(save).toBeDisabled();
  await page.goto("/settings?tab=audit");
  await expect(page.getByText("settings.thresholds").first()).toBeVisible();
});

test("others read the thresholds and cannot change them, on the page or past it", async ({ signedInPage, api }) => {
  const page = await signedInPage("viewer");
  await page.goto("/settings?tab=thresholds");
  await expect(page.getByLabel("Slow API, Limit (ms)")).toHaveAttribute("readonly", "");
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "History" })).toHaveCount(0);
  await expectNoAxeViolations(page);
  const editor = await api("editor");
  expect((await editor.put("/api/v1/settings/thresholds", { data: {} })).status()).toBe(403);
  expect((await editor.get("/api/v1/settings/retention")).status()).toBe(403);
});

test("a critical limit milder than its warning is refused by the API with its path", async ({ api }) => {
  const admin = await api("admin");
  const answer = await admin.put("/api/v1/settings/thresholds", { data: { leafDays: { warning: 7, critical: 30 } } });
  expect(answer.status()).toBe(422);
  const problem: unknown = await answer.json();
  expect(JSON.stringify(problem)).toContain("leafDays");
});

test("an admin says how long the history stays, for ever included", async ({ signedInPage }) => {
  const page = await signedInPage("admin");
  await page.goto("/settings?tab=retention");
  const raw = page.getByLabel("Latency of every look, hours");
  const save = page.getByRole("button", { name: "Save" });
  await raw.fill("2");
  await expect(page.getByText("A whole number from 6 to 168.")).toBeVisible();
  await raw.fill("48");
  await page.getByRole("checkbox", { name: "Keep events for ever" }).check();
  await expect(page.getByLabel("Events, days")).toBeDisabled();
  await expectNoAxeViolations(page);
  await save.click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(raw).toHaveValue("48");
  await expect(page.getByRole("checkbox", { name: "Keep events for ever" })).toBeChecked();
  await page.getByRole("button", { name: "Defaults for all" }).click();
  await save.click();
  await expect(save).toBeDisabled();
  await expect(page.getByLabel("Events, days")).toHaveValue("400");
});
