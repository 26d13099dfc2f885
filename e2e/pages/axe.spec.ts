import { expectNoAxeViolations, test } from "#e2e/fixtures.ts";
import { twoZonePlan } from "#e2e/survive/plans.ts";
import { SCENES } from "./scenes.ts";

/** Names differ by language and contrasts by theme: two looks meet both of each. */
const LOOKS = [
  { locale: "en", theme: "light" },
  { locale: "zh-CN", theme: "dark" },
] as const;

for (const scene of SCENES) {
  test(`axe finds nothing on ${scene.name}`, async ({ signedInPage, newCluster, page: stranger, site }) => {
    test.slow();
    const slugs = {
      production: await newCluster({ name: `axe ${scene.name}`, template: "T3" }),
      large: scene.name.endsWith("-large") ? await newCluster({ name: "axe large", template: "T6" }) : "",
      seed: scene.name.endsWith("-seed") ? await newCluster({ name: "axe seed", template: "T2" }) : "",
      twoZones: scene.name.endsWith("-two-zones") ? await newCluster({ name: "axe zones", plan: twoZonePlan() }) : "",
    };
    for (const look of LOOKS) {
      const page = scene.isSignedOut === true ? stranger : await signedInPage("admin", look);
      await page.goto(site.address + scene.path(slugs), { waitUntil: "networkidle" });
      await scene.act?.(page);
      await expectNoAxeViolations(page);
    }
  });
}
