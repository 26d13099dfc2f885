import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { copyBlock, pasteBlock, splitBlock } from "./block.ts";
import { compareBy, tableColumns } from "./columns.ts";

const machine = (id: string, fields: Partial<Machine> = {}): Machine => ({
  id,
  order: 1,
  hostname: id,
  ips: [],
  roles: [],
  disks: [],
  ...fields,
});

describe("a block of cells", () => {
  it("pasted from Excel goes right and down from the first cell", () => {
    const outcome = pasteBlock(
      { machines: [machine("a"), machine("b")], columns: ["hostname", "ips", "spec"] },
      "n1\t10.0.0.1\t8C-32G-150G\r\nn2\t10.0.0.2\t4C8G\r\n",
    );
    expect(outcome.problems).toEqual([]);
    expect(outcome.edit).toEqual({
      type: "setMachines",
      changes: [
        {
          machineId: "a",
          set: {
            hostname: "n1",
            ips: ["10.0.0.1"],
            cpuCores: 8,
            memoryMiB: 32768,
            disks: [{ sizeGB: 150 }],
            specText: "8C-32G-150G",
          },
          clear: ["ipToAssignIn"],
        },
        {
          machineId: "b",
          set: { hostname: "n2", ips: ["10.0.0.2"], cpuCores: 4, memoryMiB: 8192, disks: [], specText: "4C8G" },
          clear: ["ipToAssignIn"],
        },
      ],
    });
  });

  it("filled with one value puts it into every cell", () => {
    const outcome = pasteBlock({ machines: [machine("a"), machine("b"), machine("c")], columns: ["zone"] }, "z1");
    expect(outcome.cells).toBe(3);
  });

  it("keeps a bad cell's text, names the bad part, and takes the good cells beside it", () => {
    const outcome = pasteBlock({ machines: [machine("a")], columns: ["spec", "zone"] }, "8C-huge\tz1");
    expect(outcome.problems).toMatchObject([{ machineId: "a", column: "spec", text: "8C-huge", code: "bad-spec" }]);
    expect(outcome.edit).toMatchObject({ changes: [{ machineId: "a", set: { zone: "z1" } }] });
  });

  it("says what of the clipboard lies outside the table", () => {
    const outcome = pasteBlock({ machines: [machine("a")], columns: ["zone"] }, "z1\tx\nz2\ty");
    expect(outcome.outside).toEqual({ rows: 1, columns: 1 });
  });

  it("splits what Excel wrote, whatever the cells hold", () => {
    const cell = fc.string().map((text) => text.replaceAll("\r", ""));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const text = rows
          .map((row) =>
            row.map((value) => (/[\t\n"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join("\t"),
          )
          .join("\n");
        expect(splitBlock(text)).toEqual(rows);
      }),
    );
  });

  it("copied out and pasted over the same machines changes nothing", () => {
    const full = machine("a", {
      ips: ["10.0.0.1", "fd00::1"],
      roles: ["control-plane", "etcd"],
      cpuCores: 8,
      memoryMiB: 32768,
      disks: [{ sizeGB: 100 }, { sizeGB: 50, kind: "nvme", purpose: "etcd" }],
      zone: "z1",
      labels: { a: "b" },
      taints: [{ key: "k", value: "v", effect: "NoSchedule" }],
      arch: "arm64",
      cgroup: 2,
    });
    const columns = tableColumns.filter((column) => column !== "spec" && column !== "ipToAssignIn" && column !== "os");
    const { edit, problems } = pasteBlock({ machines: [full], columns }, copyBlock({ machines: [full], columns }));
    expect(problems).toEqual([]);
    const plan = { ...blankPlan("p"), machines: [full] };
    const outcome = edit === null ? null : applyEdit(plan, edit);
    expect(outcome).toMatchObject({ ok: true, plan });
  });
});

it("host names sort naturally", () => {
  const names = ["w10", "w2", "w1"].map((id) => machine(id)).sort(compareBy("hostname"));
  expect(names.map(({ id }) => id)).toEqual(["w1", "w2", "w10"]);
});

it("addresses sort by value", () => {
  const hosts = ["10.0.0.10", "10.0.0.9"].map((ip) => machine(ip, { ips: [ip] })).sort(compareBy("ips"));
  expect(hosts.map(({ id }) => id)).toEqual(["10.0.0.9", "10.0.0.10"]);
});
