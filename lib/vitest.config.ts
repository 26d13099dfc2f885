import { defineConfig } from "vitest/config";

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    include: ["lib/**/*.test.ts", "components/**/*.test.{ts,tsx}", "app/**/*.test.ts", "e2e/{lab,robust}/*.test.ts"],
    // A zone with a 45-minute offset brings every mix-up of local time and UTC to light.
    env: { TZ: "Asia/Kathmandu", NODE_ENV: "test" },
    globalSetup: ["lib/testing/database/postgres-setup.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
