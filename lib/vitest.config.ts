import { defineConfig } from "vitest/config";

/** Minutes of faults with clocks to keep: run when they are named, as `npm run accept -- live 6` does. */
const robust = process.argv.some((arg) => arg.includes("e2e/robust")) ? ["e2e/robust/*.test.ts"] : [];

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    include: ["lib/**/*.test.ts", "components/**/*.test.{ts,tsx}", "app/**/*.test.ts", "e2e/lab/*.test.ts", ...robust],
    // A zone with a 45-minute offset brings every mix-up of local time and UTC to light.
    env: { TZ: "Asia/Kathmandu", NODE_ENV: "test" },
    globalSetup: ["lib/testing/database/postgres-setup.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
