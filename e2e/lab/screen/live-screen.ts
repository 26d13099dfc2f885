import type { Locator, Page } from "@playwright/test";
import { expect } from "#e2e/fixtures.ts";

/** The live page by the names that a person reads. */
export function liveScreen(page: Page) {
  const region = (name: string): Locator => page.getByRole("region", { name, exact: true });
  const verdict = region("Verdict");
  const members = page.getByRole("table", { name: "etcd members" });
  const leaders = region("Leaders");
  return {
    verdict,
    members,
    row: (host: string) =>
      members.getByRole("row").filter({ has: page.getByRole("cell", { name: host, exact: true }) }),
    etcd: region("etcd"),
    leaders,
    lease: (program: string) => leaders.getByRole("listitem").filter({ hasText: program }),
    api: region("API"),
    balancers: region("VIP and load balancers"),
    showsMargin: (figure: string, timeout: number) =>
      expect(verdict.getByRole("paragraph").first()).toHaveText(figure, { timeout }),
  };
}
