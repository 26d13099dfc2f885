import { expect, test } from "#e2e/fixtures.ts";

test("every script of a page asks to be compiled while it loads", async ({ signedInPage, newCluster, site }) => {
  const slug = await newCluster({ name: "Compiled early", template: "T2" });
  const page = await signedInPage("admin");
  const scripts: Promise<string>[] = [];
  page.on("response", (answer) => {
    if (new URL(answer.url()).pathname.endsWith(".js")) scripts.push(answer.text());
  });
  await page.goto(`${site.address}/clusters/${slug}/design`, { waitUntil: "networkidle" });
  const heads = (await Promise.all(scripts)).map((text) => text.split("\n", 1)[0]);
  expect(heads.length).toBeGreaterThan(20);
  expect(new Set(heads)).toEqual(new Set(["//# allFunctionsCalledOnLoad"]));
});
