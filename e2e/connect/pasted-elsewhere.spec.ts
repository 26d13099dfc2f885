import { randomUUID } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectNoAxeViolations, test } from "#e2e/fixtures.ts";
import { recorded, recordedAt } from "#lib/testing/pasted/recorded.ts";
import { recordedPlan } from "#lib/testing/pasted/recorded-plan.ts";

const MINUTE_MS = 60_000;
const WIDE = { width: 1600, height: 900 };

async function paste(api: APIRequestContext, slug: string, ...texts: readonly string[]): Promise<void> {
  const data = { texts: texts.map((text) => ({ text })) };
  expect((await api.post(`/api/v1/clusters/${slug}/live/pasted`, { data })).status()).toBe(200);
}

const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(name) }).first();

test("what was pasted stands on the overview, among certificates and events, with its age and never as live", async ({
  signedInPage,
  newCluster,
  api,
}) => {
  const name = `pasted-${randomUUID().slice(0, 8)}`;
  const slug = await newCluster({ plan: recordedPlan(name), name });
  const editor = await api("editor");
  const printed = recordedAt("kubectl-first.json", Date.now() - 4 * MINUTE_MS);
  await paste(editor, slug, recorded("etcdctl-healthy.txt"), printed, recorded("kubeadm-table.txt"));

  const page = await signedInPage("viewer", { viewport: WIDE });
  await page.goto(`/?q=${name}`);
  await expect(row(page, name)).toContainText("3/3 m3");
  await expect(row(page, name)).toContainText(/pasted, \d+ (?:s|min) ago/);
  await expect(row(page, name).getByText("OK", { exact: true })).toHaveCount(0);
  await expectNoAxeViolations(page);

  await page.goto(`/certificates?cluster=${slug}`);
  const server = page.getByRole("row").filter({ hasText: "pasted," });
  await expect(server.first()).toContainText(/pasted, \d+ (?:s|min) ago/);
  await expect(page.getByRole("list", { name: "Certificates by the month they end in" })).toBeVisible();
  await expectNoAxeViolations(page);

  await page.goto(`/events?cluster=${slug}`);
  await expect(page.getByText("No event matches", { exact: true })).toBeVisible();
  await paste(editor, slug, recorded("etcdctl-nospace.txt"));
  // Asked again by itself.
  const event = page.getByRole("listitem").filter({ hasText: "etcd member" }).first();
  await expect(event).toContainText("Critical", { timeout: 15_000 });
  await expect(event.getByText("pasted", { exact: true })).toBeVisible();
  await expectNoAxeViolations(page);

  await page.goto(`/?q=${name}`);
  await expect(row(page, name)).toContainText("Critical");
  await expect(row(page, name)).toContainText("OUT?");
});

test("in Chinese, in the dark, and old: unknown on the overview, with the days since", async ({
  signedInPage,
  newCluster,
  api,
}) => {
  const name = `old-${randomUUID().slice(0, 8)}`;
  const slug = await newCluster({ plan: recordedPlan(name), name });
  const editor = await api("editor");
  await paste(editor, slug, recordedAt("kubectl-first.json", Date.now() - 3 * 24 * 60 * MINUTE_MS));
  const page = await signedInPage("viewer", { viewport: WIDE, locale: "zh-CN", theme: "dark" });
  await page.goto(`/?q=${name}`);
  await expect(row(page, name)).toContainText(/^未知/);
  await expect(row(page, name)).toContainText("粘贴，3 天前");
  await expect(row(page, name).getByText("正常", { exact: true })).toHaveCount(0);
  await expectNoAxeViolations(page);
  await paste(editor, slug, recorded("kubeadm-table.txt"));
  await page.goto(`/certificates?cluster=${slug}`);
  await expect(page.getByRole("row").filter({ hasText: "粘贴，" }).first()).toBeVisible();
  await expectNoAxeViolations(page);
  await page.goto(`/?q=${name}`);
  await page.getByRole("link", { name }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/clusters/${slug}/live$`));
});
