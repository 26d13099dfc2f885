import { expect, test } from "vitest";
import { bestMatches, isClose, matchScore } from "./match.ts";

const clusters = ["prod-gz", "prod-sh", "edge-07", "广州生产集群 gzsc"];

test.each([
  ["gz", ["prod-gz", "广州生产集群 gzsc"]],
  ["prod", ["prod-gz", "prod-sh"]],
  ["prgz", ["prod-gz"]],
  ["生产", ["广州生产集群 gzsc"]],
  ["gzsc", ["广州生产集群 gzsc"]],
  ["07", ["edge-07"]],
  ["nothing", []],
  ["", clusters],
])("typing %s finds %j", (query, found) => {
  expect(bestMatches(clusters, query, (name) => name)).toEqual(found);
});

test("every word must be answered", () => {
  expect(matchScore("Export prod-gz", "export gz")).toBeGreaterThan(0);
  expect(matchScore("Export prod-gz", "export bj")).toBe(0);
});

test("a start beats a middle, a middle beats scattered letters", () => {
  expect(bestMatches(["m-a-s-t-e-r", "webmaster", "the master", "master1"], "master", (name) => name)).toEqual([
    "master1",
    "the master",
    "webmaster",
    "m-a-s-t-e-r",
  ]);
});

test("a word as it was typed is close, letters of it here and there are not", () => {
  expect(isClose("rongzai rongcuo", "rongcuo")).toBe(true);
  expect(isClose("from a pasted kubeconfig to a watched cluster: read in the browser, soon", "rongcuo")).toBe(false);
});
