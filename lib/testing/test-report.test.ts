import { expect, test } from "vitest";
import { readPlaywrightReport, readVitestReport } from "./test-report.ts";

test("a Vitest report is counted, and what was skipped is named", () => {
  const outcomes = [
    { fullName: "sums add up", status: "passed" },
    { fullName: "sums are fast", status: "failed" },
    { fullName: "sums in the dark", status: "skipped" },
    { fullName: "sums some day", status: "todo" },
  ];
  const report = { numPassedTests: 1, numFailedTests: 1, testResults: [{ assertionResults: outcomes }] };
  expect(readVitestReport(report)).toEqual({ passed: 1, failed: 1, skipped: ["sums in the dark", "sums some day"] });
});

test("a Playwright report is counted at every depth, a test that passed the second time as passed, and a skip with its reason", () => {
  const spec = (title: string, status: string, description?: string) => ({
    title,
    tests: [{ status, annotations: description === undefined ? [] : [{ type: "skip", description }] }],
  });
  const inner = { specs: [spec("c", "skipped", "postgres is not installed"), spec("d", "skipped")] };
  const file = { specs: [spec("a", "expected"), spec("b", "unexpected"), spec("e", "flaky")], suites: [inner] };
  expect(readPlaywrightReport({ suites: [file] })).toEqual({
    passed: 2,
    failed: 1,
    skipped: ["c: postgres is not installed", "d: it did not run"],
  });
});
