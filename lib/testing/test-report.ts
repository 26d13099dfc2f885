import { stripVTControlCharacters } from "node:util";
import * as z from "zod";

/** What one test program reported. */
export interface TestCounts {
  readonly passed: number;
  /** Full names, with the first line of what went wrong; a file that broke as a whole counts as one. */
  readonly failed: readonly string[];
  /** Full names, with the reason where one was given. */
  readonly skipped: readonly string[];
}

const VitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

export function readVitestReport(json: unknown): TestCounts {
  const { testResults } = VitestReport.parse(json);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const of = (wanted: string) => tests.filter(({ status }) => status === wanted);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((one) => one.status === "failed"),
  );
  return {
    passed: of("passed").length,
    failed: [
      ...of("failed").map(({ fullName, failureMessages }) => withReason(fullName, failureMessages?.[0])),
      ...broken.map(({ name, message }) => withReason(name, message)),
    ],
    skipped: tests.filter(({ status }) => status !== "passed" && status !== "failed").map(({ fullName }) => fullName),
  };
}

const Spec = z.object({
  title: z.string(),
  tests: z.array(
    z.object({
      status: z.enum(["expected", "unexpected", "flaky", "skipped"]),
      annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
      results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
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
    tests.map((test) => ({ title, ...test })),
  );
  const of = (wanted: string) => results.filter(({ status }) => status === wanted);
  return {
    passed: of("expected").length + of("flaky").length,
    failed: of("unexpected").map(({ title, results: tries }) => withReason(title, tries[0]?.error?.message)),
    skipped: of("skipped").map(
      ({ title, annotations }) => `${title}: ${annotations[0]?.description ?? "it did not run"}`,
    ),
  };
}

function specsIn(suites: readonly z.infer<typeof Suite>[]): z.infer<typeof Spec>[] {
  return suites.flatMap(({ specs, suites: inner = [] }) => [...specs, ...specsIn(inner)]);
}

function withReason(name: string, message = ""): string {
  const [line = ""] = stripVTControlCharacters(message).split("\n");
  return line === "" ? name : `${name}: ${line}`;
}
