import type { Check } from "./check.ts";
import { goalsMet } from "./figures.ts";
import { runTests } from "./tests.ts";

const ENGINE = "lib/core/survive";
const BDD = `${ENGINE}/bdd`;

/** Points of `npm run accept -- survive`, in the order of the capability's list. */
export const surviveChecks: readonly Check[] = [
  units(1, "published results and reference plans", [
    `${BDD}/published.test.ts`,
    `${BDD}/common-cause.test.ts`,
    `${BDD}/reference-plans.test.ts`,
    `${ENGINE}/model/reference-plans.test.ts`,
  ]),
  {
    point: 2,
    title: "SCRAM agrees on 200 and more random plans",
    run: (site) => runTests(site, { units: [`${ENGINE}/open-psa/scram.test.ts`], isRealRequired: true }),
  },
  units(3, "laws: brute force, monotone, order, distance, conditioning, removal", [
    `${BDD}/brute-force.test.ts`,
    `${BDD}/sixteen-elements.test.ts`,
    `${ENGINE}/model/laws.test.ts`,
    `${ENGINE}/scenario/evaluate.test.ts`,
  ]),
  units(4, "the seed's plan", [`${ENGINE}/analyse.test.ts`]),
  units(5, "two zones: named, third zone first, fourth master worse", [
    `${ENGINE}/analyse.test.ts`,
    `${ENGINE}/candidates/candidates.test.ts`,
  ]),
  units(6, "a cause, revived, revives what it killed", [
    `${ENGINE}/scenario/evaluate.test.ts`,
    `${ENGINE}/scenario/large-plan.test.ts`,
  ]),
  { point: 7, title: "npm run bench, rows of survive", run: (site) => goalsMet(site, "survive") },
  units(8, "golden verdicts of the templates", [`${ENGINE}/report/golden.test.ts`]),
  {
    point: 9,
    title: "keyboard, both languages, both themes, axe, first three lines",
    run: (site) => runTests(site, { specs: ["e2e/survive"] }),
  },
];

function units(point: number, title: string, files: readonly string[]): Check {
  return { point, title, run: (site) => runTests(site, { units: files }) };
}
