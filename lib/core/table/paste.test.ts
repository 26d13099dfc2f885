import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { blockHtml } from "./block.ts";
import { correctionOf } from "./corrections.ts";
import { fitBlock } from "./fit.ts";
import { pasteWithNew } from "./rows.ts";
import { seriesText } from "./series.ts";

const machine = (id: string, fields: Partial<Machine> = {}): Machine => ({
  id,
  order: Number(id.replaceAll(/\D/g, "")),
  hostname: `host${id.replaceAll(/\D/g, "")}`,
  ips: [],
  roles: ["worker"],
  disks: [{ sizeGB: 100 }],
  cpuCores: 8,
  memoryMiB: 32_768,
  ...fields,
});
const plan = (...machines: Machine[]): Plan => ({ ...blankPlan("p"), machines });
const counter = () => {
  let count = 0;
  return () => `new${++count}`;
};

function applied(before: Plan, edit: Edit | null): Plan {
  if (edit === null) return before;
  const outcome = applyEdit(before, edit);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.plan;
}

function pasted(before: Plan, text: string) {
  const target = { machines: before.machines, columns: ["hostname", "ips", "zone"] as const };
  const outcome = pasteWithNew(target, text, { all: before.machines, newId: counter() });
  if (outcome.edit === null) throw new Error("nothing was pasted");
  return fitBlock(before, outcome.edit);
}

describe("a pasted block", () => {
  it("makes machines of the rows below the last one, like the last one but for what was pasted", () => {
    const before = plan(machine("m1", { pool: "gpu" }));
    const { edit, misfits } = pasted(before, "host1\t10.0.0.1\na\t10.0.0.2\nb\t10.0.0.3\tz1");
    expect(misfits).toEqual([]);
    expect(applied(before, edit).machines).toMatchObject([
      { hostname: "host1", ips: ["10.0.0.1"] },
      { hostname: "a", ips: ["10.0.0.2"], roles: ["worker"], cpuCores: 8, disks: [{ sizeGB: 100 }], pool: "gpu" },
      { id: "new2", hostname: "b", ips: ["10.0.0.3"], zone: "z1", order: 3 },
    ]);
  });

  it("leaves out the names and addresses that are taken, and takes everything beside them", () => {
    const before = plan(
      machine("m1"),
      machine("m2", { ips: ["10.0.0.9"] }),
      machine("m3", { ipToAssignIn: "10.0.0.0/24" }),
    );
    const { edit, misfits } = pasted(before, "a\t10.0.0.1\tz1\nb\t10.0.0.9\tz1\na\t10.0.0.1\tz1");
    expect(misfits.map(({ machineId, column, text }) => [machineId, column, text])).toEqual([
      ["m3", "hostname", "a"],
      ["m3", "ips", "10.0.0.1"],
    ]);
    expect(applied(before, edit).machines).toMatchObject([
      { hostname: "a", ips: ["10.0.0.1"], zone: "z1" },
      { hostname: "b", ips: ["10.0.0.9"], zone: "z1" },
      { hostname: "host3", ips: [], zone: "z1", ipToAssignIn: "10.0.0.0/24" },
    ]);
  });

  it("swaps two names in one step", () => {
    const before = plan(machine("m1"), machine("m2"));
    const { edit, misfits } = pasted(before, "host2\nhost1");
    expect(misfits).toEqual([]);
    expect(applied(before, edit).machines.map(({ hostname }) => hostname)).toEqual(["host2", "host1"]);
  });

  it("is refused as a whole when no single cell is to blame", () => {
    const { edit, problems } = fitBlock(plan(machine("m1")), { type: "removeMachines", machineIds: ["gone"] });
    expect([edit, problems.map(({ code }) => code)]).toEqual([null, ["unknown-machine"]]);
  });

  it("always leaves an edit that the plan takes, and loses no text on the way", () => {
    const cell = fc.constantFrom("host1", "host2", "host9", "Bad_Name", "a", "b", "");
    const ip = fc.constantFrom("10.0.0.1", "10.0.0.2", "10.0.0.9", "10.0.0.300", "");
    const rows = fc.array(fc.tuple(cell, ip), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, (lines) => {
        const before = plan(machine("m1", { ips: ["10.0.0.9"] }), machine("m2"), machine("m3"));
        const { edit, misfits, problems } = pasted(before, `${lines.map((line) => line.join("\t")).join("\n")}\n`);
        const { machines } = applied(before, edit);
        expect(problems).toEqual([]);
        for (const [row, [hostname]] of lines.entries()) {
          const id = machines[row]?.id;
          const isKept = misfits.some(({ machineId, text }) => machineId === id && text === hostname);
          if (hostname !== "") expect(isKept || machines[row]?.hostname === hostname).toBe(true);
        }
      }),
    );
  });
});

it("one name or address over several machines is the first of a series", () => {
  const all = [machine("m1"), machine("m2"), machine("m3")];
  expect(seriesText(all, { column: "ips", first: " 10.0.0.254 ", count: 3 })).toBe("10.0.0.254\n10.0.0.255\n10.0.1.0");
  expect(seriesText(all, { column: "hostname", first: "node-08", count: 3 })).toBe("node-08\nnode-09\nnode-10");
  expect(seriesText(all, { column: "ips", first: "x", count: 2 })).toBeNull();
  expect(seriesText(all, { column: "zone", first: "z1", count: 2 })).toBeNull();
});

it.each([
  ["hostname", "host1", "host3"],
  ["hostname", "K8S_Master 01", "k8s-master-01"],
  ["hostname", "主机", null],
  ["ips", "10.0.0.1", "10.0.0.3"],
  ["ips", "10.0.0.9, 10.0.0.1", "10.0.0.9, 10.0.0.3"],
  ["ips", "10.0.0.021", "10.0.0.21"],
  ["ips", "10.0.0.7/24", "10.0.0.7"],
  ["ips", "１０。０。０。８", "10.0.0.8"],
  ["ips", "fd00:0::1", "fd00::2"],
  ["ips", "anything", null],
] as const)("a refused %s %s offers %s", (column, text, wanted) => {
  const before = plan(machine("m1", { ips: ["10.0.0.1", "fd00::1"] }), machine("m2", { ips: ["10.0.0.2"] }));
  const set = column === "hostname" ? { hostname: text } : { ips: text.split(", ") };
  const outcome = applyEdit(before, { type: "setMachines", changes: [{ machineId: "m2", set }] });
  const [problem] = outcome.ok ? [] : outcome.problems;
  if (problem === undefined) throw new Error("it was not refused");
  const offered = correctionOf(before, problem, text);
  expect(offered).toBe(wanted);
  if (offered === null) return;
  const corrected = column === "hostname" ? { hostname: offered } : { ips: offered.split(", ") };
  expect(applyEdit(before, { type: "setMachines", changes: [{ machineId: "m2", set: corrected }] }).ok).toBe(true);
});

it("a copied block is an HTML table in which nothing of the cells is markup", () => {
  const block = { machines: [machine("m1", { remark: '<b>"a" & b</b>' })], columns: ["hostname", "remark"] as const };
  expect(blockHtml(block)).toBe(
    "<table><tbody><tr><td>host1</td><td>&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt;</td></tr></tbody></table>",
  );
});
