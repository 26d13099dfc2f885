import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { STEPS } from "#components/live/facts/next-step.ts";
import { FactKind, State } from "#lib/core/live/state.ts";
import { LOCALES } from "./locale.ts";

const root = join(import.meta.dirname, "../..");
const live = join(root, "lib/core/live");

/** Reasons as the judges write them: the text after `reason`, both ends of a choice, and the types of tables of states. */
function reasonsIn(source: string): string[] {
  const near = [...source.matchAll(/\breason:\s*([^;]*?)(?:,\n|\n\s*\}|\}[;,)\n ]|;)/g)].map(([, text = ""]) => text);
  const chosen = [...source.matchAll(/(?:[rR]eason\w*|state = \(\))[^\n]*(?:=|return|\?)[^\n]*/g)].map(
    ([line]) => line,
  );
  return [...near, ...chosen].flatMap((text) =>
    [...text.matchAll(/"([a-z][a-z0-9-]+)"/g)].map(([, code = ""]) => code),
  );
}

function unionOf(file: string, name: string): string[] {
  const [, body = ""] = new RegExp(`type ${name} =([^;]*);`).exec(readFileSync(join(live, file), "utf8")) ?? [];
  return [...body.matchAll(/"([a-z0-9-]+)"/g)].map(([, code = ""]) => code);
}

/** Words near a reason that are states, kinds, ways and words of the API, not reasons. */
const NOT_REASONS = new Set<string>([
  ...State.options,
  ...FactKind.options,
  ...["missed", "seen", "rotating", "leaf", "ca", "loopback", "main", "path", "direct", "gone", "unseen", "reachable"],
  ...["apiserver", "etcd", "shutdown", "vrrp", "kube-vip", "control-plane", "worker", "needed", "excess", "unknown"],
  ...["cluster", "string", "number", "lease", "api-health"],
]);

const sources = readdirSync(live, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.includes(".test."))
  .map((file) => readFileSync(join(live, file), "utf8"));

const codes = new Set([
  ...sources.flatMap(reasonsIn).filter((code) => !NOT_REASONS.has(code)),
  ...unionOf("observation.ts", "MissReason"),
  ...unionOf("judges/leases/lease-age.ts", "LeaseState"),
  ...["401", "403", "404", "429"].map((status) => `status-${status}`),
]);

const messages = (locale: string): Record<string, Record<string, string>> =>
  JSON.parse(readFileSync(join(root, "lib/i18n/messages", locale, "live.json"), "utf8"));

describe("Every reason that a judge can give", () => {
  test("is found in the source: the lint sees what it is for", () => {
    const known = ["no-quorum", "refused", "names-missing", "two-holders", "flapping", "settling", "balancer-fault"];
    expect(known.filter((code) => !codes.has(code))).toEqual([]);
    expect(codes.size).toBeGreaterThan(80);
  });

  test.each(LOCALES)("has a text in %s", (locale) => {
    const texts = messages(locale).reason ?? {};
    expect([...codes].filter((code) => texts[code] === undefined).sort()).toEqual([]);
  });

  test.each(LOCALES)("states, kinds and steps have one in %s too", (locale) => {
    const { state = {}, kind = {}, step = {} } = messages(locale);
    expect(State.options.filter((code) => state[code] === undefined)).toEqual([]);
    expect(FactKind.options.filter((code) => kind[code] === undefined)).toEqual([]);
    expect(STEPS.filter((code) => step[code] === undefined)).toEqual([]);
  });

  test("no text is for a reason that nobody gives", () => {
    const texts = Object.keys(messages("en").reason ?? {});
    const whole = sources.join("\n");
    expect(texts.filter((code) => code !== "staleLease" && !codes.has(code) && !whole.includes(`"${code}"`))).toEqual(
      [],
    );
  });
});
