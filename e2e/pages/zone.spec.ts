import { expect, test } from "#e2e/fixtures.ts";
import { ZONE_COOKIE } from "#lib/i18n/locale.ts";

test("a browser the server knows nothing of has its own time zone without asking for the page again", async ({
  signedInPage,
  newCluster,
}) => {
  const slug = await newCluster({ name: "Another zone", template: "T2" });
  const page = await signedInPage("admin");
  await page.context().clearCookies({ name: ZONE_COOKIE });
  const rendered = await page.request.get(`/clusters/${slug}/history`);
  expect(await rendered.text()).toContain("Times are shown in UTC");

  // A refresh that loses its server would leave the error page where the live wall was.
  const again: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === `/clusters/${slug}/history` && searchParams.has("_rsc")) again.push(request.url());
  });
  await page.goto(`/clusters/${slug}/history`, { waitUntil: "networkidle" });
  await expect(page.getByText("Times are shown in Asia/Katmandu")).toBeVisible();
  await expect(page.getByRole("main").locator("time").first()).toHaveAttribute("title", /GMT\+5:45$/);
  expect(again).toEqual([]);

  const next = await page.request.get(`/clusters/${slug}/history`);
  expect(await next.text()).toContain("Times are shown in Asia/Katmandu");
});
