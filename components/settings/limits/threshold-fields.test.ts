import { expect, test } from "vitest";
import { DEFAULT_THRESHOLDS, Thresholds } from "#lib/core/live/thresholds.ts";
import { draftOf, readDraft, THRESHOLD_GROUPS, UNITS } from "./threshold-fields.ts";

test("every threshold of the schema stands in exactly one group", () => {
  const grouped = THRESHOLD_GROUPS.flatMap(({ names }) => names).sort();
  expect(grouped).toEqual(Object.keys(Thresholds.shape).sort());
  expect(Object.keys(UNITS).sort()).toEqual(grouped);
});

test("what is shown reads back as what is stored", () => {
  expect(readDraft(draftOf(DEFAULT_THRESHOLDS))).toEqual({ ok: true, thresholds: DEFAULT_THRESHOLDS });
});

test.each([
  ["milder than its warning", { "etcdQuotaShare.critical": "70" }, { "etcdQuotaShare.critical": { kind: "milder" } }],
  ["days: less is worse", { "leafDays.critical": "31" }, { "leafDays.critical": { kind: "milder" } }],
  ["not a number", { apiSlowMs: "fast" }, { apiSlowMs: { kind: "not-a-number" } }],
  ["left empty", { "moves.warning": " " }, { "moves.warning": { kind: "not-a-number" } }],
  ["below what is allowed", { apiSlowMs: "5" }, { apiSlowMs: { kind: "too-small", limit: "100" } }],
  [
    "above what is allowed, in the unit shown",
    { leaseLateMs: "601" },
    { leaseLateMs: { kind: "too-big", limit: "600" } },
  ],
  ["half a look", { confirmations: "1.5" }, { confirmations: { kind: "not-a-number" } }],
])("a limit that cannot stay is named with its reason: %s", (_, typed, faults) => {
  expect(readDraft({ ...draftOf(DEFAULT_THRESHOLDS), ...typed })).toEqual({ ok: false, faults });
});

test("full-width digits are digits", () => {
  const reading = readDraft({ ...draftOf(DEFAULT_THRESHOLDS), apiSlowMs: "１５００" });
  expect(reading.ok && reading.thresholds.apiSlowMs).toBe(1500);
});
