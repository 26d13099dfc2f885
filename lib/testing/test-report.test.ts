import { expect, test } from "vitest";
import { readPlaywrightReport, readVitestReport } from "./test-report.ts";

test("a Vitest report is counted, with what failed and why, and what was skipped by name", () => {
  const outcomes = [
    { fullName: "sums add up", status: "passed", failureMessages: [] },
    {
      fullName: "sums are fast",
      status: "failed",
      failureMessages: ["Error: \u001b[31m12 ms\u001b[39m\n    at sum.ts:1"],
    },
    { fullName: "sums in the dark", status: "skipped", failureMessages: [] },
    { fullName: "sums some day", status: "todo", failureMessages: [] },
  ];
  const report = {
    testResults: [
      { name: "sums.test.ts", status: "failed", message: "", assertionResults: outcomes },
      { name: "broken.test.ts", status: "failed", message: "Unexpected token\nat 1:1", assertionResults: [] },
    ],
  };
  expect(readVitestReport(report)).toEqual({
    passed: 1,
    failed: ["sums are fast: Error: 12 ms", "broken.test.ts: Unexpected token"],
    skipped: ["sums in the dark", "sums some day"],
  });
});

test("a Playwright report is counted at every depth, a test that passed the second time as passed, and a skip with its reason", () => {
  const spec = (
    title: string,
    status: string,
    { description, error }: { description?: string; error?: string } = {},
  ) => ({
    title,
    tests: [
      {
        status,
        annotations: description === undefined ? [] : [{ type: "skip", description }],
        results: [error === undefined ? {} : { error: { message: error } }],
      },
    ],
  });
  const inner = { specs: [spec("c", "skipped", { description: "postgres is not installed" }), spec("d", "skipped")] };
  const file = {
    specs: [spec("a", "expected"), spec("b", "unexpected", { error: "Timed out\nCall log" }), spec("e", "flaky")],
    suites: [inner],
  };
  expect(readPlaywrightReport({ suites: [file] })).toEqual({
    passed: 2,
    failed: ["b: Timed out"],
    skipped: ["c: postgres is not installed", "d: it did not run"],
  });
});
