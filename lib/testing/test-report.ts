import * as z from "zod";

/** What one test program reported. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  /** Full names, with the reason where one was given. */
  readonly skipped: readonly string[];
}

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
});

export function readVitestReport(json: unknown): TestCounts {
  const { numPassedTests, numFailedTests, testResults } = VitestReport.parse(json);
  const skipped = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== "passed" && status !== "failed")
    .map(({ fullName }) => fullName);
  return { passed: numPassedTests, failed: numFailedTests, skipped };
}

const Spec = z.object({
  title: z.string(),
  tests: z.array(
    z.object({
      status: z.enum(["expected", "unexpected", "flaky", "skipped"]),
      annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
    }),
  ),
});
const Suite = z.object({
  specs: z.array(Spec),
  get suites() {
    return z.array(Suite).optional();
  },
});
const PlaywrightReport = z.object({ suites: z.array(Suite) });

export function readPlaywrightReport(json: unknown): TestCounts {
  const results = specsIn(PlaywrightReport.parse(json).suites).flatMap(({ title, tests }) =>
    tests.map(({ status, annotations }) => ({
      title,
      status,
      reason: annotations[0]?.description ?? "it did not run",
    })),
  );
  const skipped = results.filter(({ status }) => status === "skipped");
  const passed = results.filter(({ status }) => status === "expected" || status === "flaky").length;
  return {
    passed,
    failed: results.length - passed - skipped.length,
    skipped: skipped.map(({ title, reason }) => `${title}: ${reason}`),
  };
}

function specsIn(suites: readonly z.infer<typeof Suite>[]): z.infer<typeof Spec>[] {
  return suites.flatMap(({ specs, suites: inner = [] }) => [...specs, ...specsIn(inner)]);
}
