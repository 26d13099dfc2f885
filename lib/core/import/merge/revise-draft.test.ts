import { expect, test } from "vitest";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { readTable } from "#lib/testing/import-samples.ts";
import { samplePlan } from "#lib/testing/plans/sample-plan.ts";
import { importEdit } from "./import-edit.ts";
import { planProblems, reviseDraft } from "./revise-draft.ts";
import { leftOutCsv, templateCsv } from "./write-csv.ts";

const TABLE = "主机名,IP,内存(MB)\nA1,10.0.0.300,8192\nb1,10.0.0.2,lots\nb1,10.0.0.2,4096\n";
const NONE = new Set<number>();

const codes = (problems: readonly { row: number; code: string }[]) => problems.map(({ row, code }) => `${row} ${code}`);

test("a cell typed anew is read with the unit of its column and its problem goes", async () => {
  const answer = await readTable(TABLE);
  expect(codes(answer.problems)).toEqual([
    "0 bad-hostname",
    "0 bad-ip",
    "1 bad-memory",
    "2 duplicate-hostname",
    "2 duplicate-ip",
  ]);
  const revised = reviseDraft(
    answer,
    [
      { row: 0, field: "hostname", text: "a1" },
      { row: 0, field: "ip", text: "10.0.0.3" },
      { row: 1, field: "memory", text: "16384" },
      { row: 2, field: "hostname", text: "b2" },
      { row: 2, field: "ip", text: "10.0.0.999" },
    ],
    NONE,
  );
  expect(revised.machines.map(({ hostname, ips, memoryMiB }) => [hostname, ips, memoryMiB])).toEqual([
    ["a1", ["10.0.0.3"], 8192],
    ["b1", ["10.0.0.2"], 16_384],
    ["b2", ["10.0.0.999"], 4096],
  ]);
  expect(revised.problems).toMatchObject([{ row: 2, code: "bad-ip", text: "10.0.0.999", isBlocking: true }]);
});

test("a double ends when one of the two rows is left out", async () => {
  const answer = await readTable(TABLE);
  expect(codes(reviseDraft(answer, [], new Set([1])).problems)).toEqual(["0 bad-hostname", "0 bad-ip", "1 bad-memory"]);
});

test("an address that another machine of the plan has is a problem of its row", async () => {
  const { draft } = await readTable("主机名,IP\nnew1,10.9.0.1\nhost1,10.0.0.3");
  const plan = samplePlan(3);
  const { edit, ids } = importEdit(plan, draft.machines, { leftOut: NONE, mintId: () => "x1" });
  expect(planProblems(plan, edit, { ids, machines: draft.machines })).toMatchObject([
    { row: 1, field: "ip", code: "duplicate-ip", text: "10.0.0.3", isBlocking: true },
  ]);
  expect(planProblems(blankPlan("p"), null, { ids, machines: draft.machines })).toEqual([]);
});

test("rows left out can be taken along, corrected and brought in again", async () => {
  const answer = await readTable(TABLE);
  const leftOut = new Set([0]);
  const csv = leftOutCsv({
    revised: reviseDraft(answer, [], leftOut),
    leftOut,
    fields: ["hostname", "ip", "memory"],
    fieldName: (field) => field,
    problemText: ({ code }) => code,
    errorHeader: "错误",
  });
  const again = await readTable(csv);
  expect(again.draft.machines).toMatchObject([{ hostname: "A1", ips: ["10.0.0.300"], memoryMiB: 8192 }]);
  expect(again.dropped.ignoredColumns).toEqual(["错误"]);
});

test.each([true, false])("the template to fill in comes in without a question (zh %s)", async (isZh) => {
  const { draft, problems, questions } = await readTable(templateCsv(isZh));
  expect({ problems, questions }).toEqual({ problems: [], questions: [] });
  expect(draft.columns.every(({ confidence }) => confidence === "exact")).toBe(true);
  expect(draft.machines[0]).toMatchObject({
    hostname: "k8s-master1",
    roles: ["control-plane", "etcd"],
    zone: "zone-a",
  });
});
