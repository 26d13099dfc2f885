import type { Page } from "@playwright/test";
import { type Sim, startSim } from "#lib/sim/sim.ts";
import { expect, expectNoAxeViolations, test } from "../fixtures.ts";
import { publishedSite } from "../site.ts";
import { connectSim } from "./watched.ts";

/** Looks every two seconds, two of them to confirm, and an etcd election between. */
const WITHIN_MS = 20_000;
const NAME = "live-gz";
let sim: Sim;
let slug: string;

test.describe.configure({ mode: "default" });

test.beforeAll(async () => {
  sim = await startSim({ clusters: [{ name: NAME }], network: 96 });
  const site = publishedSite();
  if (site === null) throw new Error("Run specs with e2e/playwright.config.ts.");
  const admin = { address: site.address, headers: { authorization: `Bearer ${site.people.admin.token}` } };
  slug = await connectSim(admin, sim, NAME);
});
test.afterAll(() => sim.stop());

const verdict = (page: Page) => page.getByRole("region", { name: "Verdict" });
const members = (page: Page) => page.getByRole("table", { name: "etcd members" });

test("a killed leader of etcd takes the margin to 0 and names the new leader; its return takes it back to 1", async ({
  signedInPage,
}) => {
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/live`);
  await expect(verdict(page)).toContainText(/^1more failure/, { timeout: WITHIN_MS });
  await expect(members(page).getByText("OK")).toHaveCount(3, { timeout: WITHIN_MS });
  const leader = members(page).getByRole("row").filter({ hasText: "Leader" }).locator("td").first();
  const before = await leader.textContent();

  await sim.fault(NAME, { fault: "etcd-leader-killed" });
  await expect(verdict(page)).toContainText(/^0more failures/, { timeout: WITHIN_MS });
  await expect(verdict(page)).toContainText("Would be an outage if lost next");
  const causes = verdict(page).getByRole("list", { name: "What is wrong" });
  await expect(causes).toContainText(`etcd member ${before}`);
  await expect(causes).toContainText(`Next: start etcd on ${before}; its log says why it ended.`);
  const lost = members(page).getByRole("row", { name: before ?? "" });
  await expect(lost).toContainText("connection refused");
  await expect(leader).not.toHaveText(before ?? "", { timeout: WITHIN_MS });

  await sim.fault(NAME, { fault: "recovered" });
  await expect(verdict(page)).toContainText(/^1more failure/, { timeout: WITHIN_MS });
  await expect(causes).toHaveCount(0);
});

test("what is seen no longer because its looks are refused says so, with the step that would show it", async ({
  signedInPage,
}) => {
  const [first] = sim.layout(NAME).masters;
  const page = await signedInPage("viewer");
  await page.goto(`/clusters/${slug}/live`);
  await sim.fault(NAME, { fault: "api-refused", host: first?.host ?? "" });
  const unseen = page.getByRole("region", { name: "What cannot be seen" }).getByRole("listitem");
  const clock = unseen.filter({ hasText: `Clock ${first?.host}` });
  await expect(clock).toContainText("not seen for three intervals: connection refused", { timeout: WITHIN_MS });
  await expect(clock).toContainText("Open the way from the engine's host to this address");
  await sim.fault(NAME, { fault: "recovered" });
  await expect(clock).toHaveCount(0, { timeout: WITHIN_MS });
});

test("what looks took stands beside each server and member as a curve with its figures", async ({ signedInPage }) => {
  const page = await signedInPage("viewer");
  await page.goto(`/clusters/${slug}/live`);
  await expect(members(page).getByRole("img", { name: /^Latency of .* min .* median .* max .* ms/ })).toHaveCount(3, {
    timeout: 3 * WITHIN_MS,
  });
  const api = page.getByRole("region", { name: "API" });
  await expect(api.getByRole("img", { name: /^Latency of .* median/ })).toHaveCount(4);
});

test("a state is acknowledged by keys, with a reason and an end, and the word is void once the state changes", async ({
  signedInPage,
}) => {
  // Nodes are listed every fifteen seconds, and two lists confirm.
  test.slow();
  const worker = sim.layout(NAME).workers[0]?.host ?? "";
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/live`);
  await sim.fault(NAME, { fault: "node-not-ready", host: worker });
  const acknowledge = page.getByRole("button", { name: `Acknowledge ${worker}` });
  await expect(acknowledge).toBeVisible({ timeout: 2 * WITHIN_MS });
  await acknowledge.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(worker)).toBeVisible();
  // The first stop is the button that closes.
  await page.keyboard.press("Tab");
  await expect(dialog.getByLabel("Why may it stay?")).toBeFocused();
  await page.keyboard.type("memory is being replaced");
  await dialog.getByLabel("Until (may stay empty)").fill("2020-01-01T00:00");
  await expect(dialog).toContainText("This moment has passed.");
  await expect(dialog.getByRole("button", { name: "Acknowledge" })).toBeDisabled();
  await dialog.getByLabel("Until (may stay empty)").fill("2099-12-31T18:00");
  await expectNoAxeViolations(page);
  await dialog.getByRole("button", { name: "Acknowledge" }).press("Enter");
  await expect(dialog).toBeHidden();
  const seen = page.getByRole("button", { name: /^Seen by editor/ });
  await seen.focus();
  await expect(page.getByText(/memory is being replaced \(until 2099-12-31 18:00:00/)).toBeVisible();
  await expect(verdict(page)).toContainText("Seen by editor");

  await sim.fault(NAME, { fault: "recovered" });
  await expect(page.getByRole("button", { name: /^Seen by editor/ })).toBeHidden({ timeout: 2 * WITHIN_MS });
});

test("a maintenance window is planned, stands above the page while it lasts, and is removed", async ({
  signedInPage,
}) => {
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/live`);
  await page.getByRole("button", { name: "Plan a window" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What is being done").fill("kernel update");
  await dialog.getByRole("button", { name: "Plan it" }).click();
  await expect(page.getByText(/^Under maintenance: kernel update/)).toBeVisible();
  await page.getByRole("button", { name: "Remove this window" }).click();
  await expect(page.getByText(/^Under maintenance/)).toBeHidden();
});

test("what may not be read is unknown, never good, and says what would show it", async ({ signedInPage }) => {
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${slug}/live`);
  await sim.fault(NAME, { fault: "api-forbids", resource: "nodes" });
  const unseen = page.getByRole("region", { name: "What cannot be seen" });
  await expect(unseen).toContainText("not allowed for our account", { timeout: 3 * WITHIN_MS });
  await expect(unseen).toContainText("Apply the role that the connection page renders.");
  await expect(page.getByRole("region", { name: "Nodes" })).not.toContainText("ready");
  await sim.fault(NAME, { fault: "recovered" });
});

test("a viewer reads everything and changes nothing", async ({ signedInPage }) => {
  const page = await signedInPage("viewer");
  await page.goto(`/clusters/${slug}/live`);
  await expect(members(page)).toBeVisible();
  await expect(page.getByRole("button", { name: "Plan a window" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Acknowledge/ })).toHaveCount(0);
});

test("a cluster that nobody watches leads to its connection", async ({ signedInPage, newCluster }) => {
  const planned = await newCluster({ template: "T2" });
  const page = await signedInPage("editor");
  await page.goto(`/clusters/${planned}/live`);
  await page.getByRole("link", { name: "Connect this cluster" }).click();
  await expect(page).toHaveURL(`/clusters/${planned}/connect`);
});

test("the list of clusters shows the live state, and certificates and events name the cluster", async ({
  signedInPage,
}) => {
  const page = await signedInPage("viewer");
  await page.goto("/");
  const row = page.getByRole("row", { name: NAME });
  await expect(row).toContainText("3/3");
  await page.goto(`/certificates?cluster=${slug}`);
  await expect(page.getByRole("row", { name: NAME }).first()).toContainText("363 d");
  await page.goto(`/events?cluster=${slug}&kind=etcd-quorum`);
  await expect(page.getByRole("main").getByRole("listitem").first()).toContainText("etcd quorum");
});

for (const locale of ["en", "zh-CN"] as const) {
  for (const theme of ["light", "dark"] as const) {
    test(`live screens pass axe in ${locale}, ${theme}`, async ({ signedInPage }) => {
      test.slow();
      const page = await signedInPage("editor", { locale, theme });
      for (const path of [`/clusters/${slug}/live`, "/", "/certificates", "/events"]) {
        await page.goto(path);
        await expect(page.getByText(NAME).last()).toBeVisible();
        await expectNoAxeViolations(page);
      }
    });
  }
}
