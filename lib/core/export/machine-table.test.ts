import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { unzipSync } from "fflate";
import readXlsxFile from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { ExportQuery } from "#lib/core/api/documents.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { TEMPLATES, templatePlan } from "#lib/core/plan/templates.ts";
import { guardFormula, unguardFormula } from "./formula.ts";
import { exportTargets } from "./index.ts";
import { maskAddress } from "./mask.ts";

const SEED_ROWS = [
  ["k8s-slb1", "172.30.15.***", "2C-4G-50G", "Centos7.8", "Keepalived & HAProxy"],
  ["k8s-slb2", "172.30.15.***", "2C-4G-50G", "Centos7.8", ""],
  ["k8s-master1", "172.30.15.***", "8C-32G-150G", "Centos7.8", "master+etcd"],
  ["k8s-master2", "172.30.15.***", "8C-32G-150G", "Centos7.8", ""],
  ["k8s-master3", "172.30.15.***", "8C-32G-150G", "Centos7.8", ""],
  ["k8s-worker1", "172.30.15.***", "8C-32G-500G", "Centos7.8", "CICD + Storage"],
  ["k8s-worker2", "172.30.15.***", "8C-32G-500G", "Centos7.8", ""],
  ["k8s-worker3", "172.30.15.***", "8C-32G-500G", "Centos7.8", ""],
];

async function write(plan: Plan, query: Record<string, string>): Promise<Uint8Array> {
  const outcome = await exportTargets[0]?.write({ slug: "p", version: 3, plan }, ExportQuery.parse(query));
  const [file] = outcome?.files ?? [];
  if (file === undefined) throw new Error("no file");
  return file.bytes;
}

const text = async (plan: Plan, query: Record<string, string>) =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(await write(plan, query));
const hostile = (remark: string): Plan => {
  const machine: Machine = {
    id: "m",
    order: 1,
    hostname: "m",
    ips: ["10.0.0.1"],
    roles: ["worker"],
    disks: [],
    remark,
  };
  return { ...blankPlan("<script>alert(1)</script>"), machines: [machine] };
};

describe("the classic table", () => {
  it("of the seed's plan has the seed's rows, cell by cell", async () => {
    const lines = (await text(templatePlan("T2", "seed"), { preset: "classic", format: "md" }))
      .trimEnd()
      .split("\n")
      .slice(2);
    expect(
      lines.map((line) =>
        line
          .slice(2, -2)
          .split(" | ")
          .map((cell) => cell.trim()),
      ),
    ).toEqual(SEED_ROWS);
  });

  it("has five columns and no VIP or total in every template", async () => {
    for (const { id } of TEMPLATES) {
      const plan = templatePlan(id, "t");
      const rows: string[][] = parse(await text(plan, { format: "csv" }), { bom: true });
      expect(rows.length).toBe(plan.machines.length + 1);
      expect(rows.every((row) => row.length === 5)).toBe(true);
    }
  });
});

describe("the detailed table", () => {
  it("adds VIP rows, a subtotal per role and a total that equals the sum of the subtotals", async () => {
    const rows: string[][] = parse(await text(templatePlan("T3", "t"), { preset: "detailed", format: "csv" }), {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    const total = rows.find((row) => row[1]?.startsWith("Total"));
    expect(total?.slice(1, 8)).toEqual(["Total: 13 machines", "", "", "120", "456", "1120", "2950"]);
    expect(rows.some((row) => row[2] === "10.20.1.10" && row[3] === "VIP")).toBe(true);
  });

  it("says how many machines have no size instead of counting them as zero", async () => {
    expect(await text(hostile("x"), { preset: "detailed", format: "md" })).toContain("unknown: 1");
  });
});

describe("hostile text", () => {
  it("never starts a formula in CSV, and import takes away exactly what export added", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^['=+\-@\t\r＝＋－＠a-c]{0,6}$/), (value) => {
        expect(guardFormula(value)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
        expect(unguardFormula(guardFormula(value))).toBe(value);
      }),
    );
  });

  it("stays one cell in CSV and in Excel, whatever it holds", async () => {
    const nasty = 'a|b,"c"\n=1+1\r\n<img src=x onerror=alert(1)>';
    const [, row = []]: string[][] = parse(await text(hostile(nasty), { format: "csv" }), { bom: true });
    expect(row[4]).toBe(nasty);
    const sheet = await readXlsxFile(Buffer.from(await write(hostile("=HYPERLINK(1)"), { format: "xlsx" })));
    expect(JSON.stringify(sheet)).toContain("=HYPERLINK(1)");
  });

  it("carries no markup into Markdown or HTML", async () => {
    const plan = hostile("<script>alert(2)</script> | x\ny");
    const markdown = await text(plan, { preset: "detailed", format: "md" });
    expect(markdown).not.toContain("<script");
    expect(markdown.split("\n").filter((line) => line.includes("alert(2)"))).toHaveLength(1);
    expect(await text(plan, { format: "html" })).not.toContain("<script");
  });
});

describe("an Excel file", () => {
  it("is the same bytes twice, with a frozen header and a filter over all rows", async () => {
    const plan = templatePlan("T3", "t");
    const bytes = await write(plan, { preset: "detailed", format: "xlsx", lang: "zh" });
    expect(await write(plan, { preset: "detailed", format: "xlsx", lang: "zh" })).toEqual(bytes);
    const sheet = new TextDecoder().decode(unzipSync(bytes)["xl/worksheets/sheet1.xml"]);
    expect(sheet).toContain('state="frozen"');
    expect(sheet).toMatch(/<autoFilter ref="A1:O\d+"\/>/);
  });
});

it.each([
  ["172.30.15.21", "last", "172.30.15.***"],
  ["172.30.15.21", "last-two", "172.30.***.***"],
  ["172.30.15.21", "none", "172.30.15.21"],
  ["fd00::15", "last", "fd00::***"],
] as const)("%s masked %s reads %s", (ip, mask, shown) => {
  expect(maskAddress(ip, mask)).toBe(shown);
});
