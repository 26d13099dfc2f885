import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Tick } from "#lib/core/connection/connection.ts";
import { PERMISSIONS } from "#lib/core/connection/permissions.ts";
import { lossWithout } from "#lib/core/connection/what-it-shows.ts";
import { LOCALES } from "#lib/i18n/locale.ts";

/** Codes as the steps write them: capitals with dashes. */
const codes = new Set(
  readdirSync(import.meta.dirname)
    .filter((file) => !file.includes(".test."))
    .flatMap((file) => [
      ...readFileSync(join(import.meta.dirname, file), "utf8").matchAll(/"([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)"/g),
    ])
    .map(([, code = ""]) => code)
    // The name of a step's page, and the step in progress, which is shown by its name.
    .filter((code) => code !== "VIP" && code !== "WALKING"),
);

const connect = (locale: string): Record<string, Record<string, string>> =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../../i18n/messages", locale, "connect.json"), "utf8"));

test("the codes of a dry run are found in its source", () => {
  expect(
    ["NET-DNS", "TLS-CA", "AUTH-401", "AUTH-403", "DUP", "SKEW", "ETCD-OK"].filter((code) => !codes.has(code)),
  ).toEqual([]);
  expect(codes.size).toBeGreaterThan(35);
});

test.each(LOCALES)("every answer of a dry run has a sentence in %s, and no sentence is left over", (locale) => {
  expect(Object.keys(connect(locale).tick ?? {}).sort()).toEqual([...codes].sort());
});

test.each(LOCALES)("every step, and what each missing right costs, has words in %s", (locale) => {
  const { step = {}, loses = {} } = connect(locale);
  expect(Tick.shape.step.options.filter((name) => step[name] === undefined)).toEqual([]);
  const losses = PERMISSIONS.filter(({ need }) => need === "needed").map(lossWithout);
  expect(losses.filter((loss) => loses[loss] === undefined)).toEqual([]);
});
