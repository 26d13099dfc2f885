import { describe, expect, test } from "vitest";
import { ExportQuery } from "#lib/core/api/documents.ts";
import { exportTargets } from "#lib/core/export/index.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { readTable } from "#lib/testing/import-samples.ts";
import { importPlan } from "./import-plan.ts";

async function exported(plan: Plan, target: string, query: Partial<ExportQuery>): Promise<Uint8Array> {
  const entry = exportTargets.find(({ id }) => id === target);
  const outcome = await entry?.write({ slug: "p", version: 1, plan }, ExportQuery.parse(query));
  return outcome?.files[0]?.bytes ?? new Uint8Array();
}

const FORMATS = ["md", "csv", "xlsx", "html"] as const;
const LANGUAGES = ["zh", "en", "both"] as const;
const CASES = FORMATS.flatMap((format) => LANGUAGES.map((lang) => [format, lang] as const));

describe.each(["T2b", "T4"] as const)("our own tables of template %s come back", (template) => {
  const plan = templatePlan(template, "plan");

  test.each(CASES)("classic as %s in %s: the five columns", async (format, lang) => {
    const { draft, problems } = await readTable(
      await exported(plan, "machine-table", { preset: "classic", format, lang }),
      { fillDown: true },
    );
    expect(problems.filter(({ isBlocking }) => isBlocking)).toEqual([]);
    const facts = ({ hostname, ips, cpuCores, memoryMiB, disks, remark }: Plan["machines"][number]) => ({
      hostname,
      ips,
      cpuCores,
      memoryMiB,
      sizes: disks.map(({ sizeGB }) => sizeGB),
      remark,
    });
    expect(draft.machines.map(facts)).toEqual(plan.machines.map(facts));
  });

  test.each(CASES)(
    "detailed as %s in %s: without totals, VIPs and software, with roles and places",
    async (format, lang) => {
      const { draft, problems, dropped } = await readTable(
        await exported(plan, "machine-table", { preset: "detailed", format, lang }),
      );
      expect(problems).toEqual([]);
      const facts = ({
        hostname,
        ips,
        roles,
        cpuCores,
        memoryMiB,
        disks,
        os,
        osVersion,
        zone,
        rack,
        hypervisor,
        remark,
      }: Plan["machines"][number]) => ({
        hostname,
        ips,
        roles: [...roles].sort(),
        cpuCores,
        memoryMiB,
        sizes: disks.map(({ sizeGB }) => sizeGB),
        os,
        osVersion,
        zone,
        rack,
        hypervisor,
        remark,
      });
      expect(draft.machines.map(facts)).toEqual(plan.machines.map(facts));
      expect(dropped.vips).toHaveLength(plan.endpoints.flatMap(({ vips }) => vips).length);
    },
  );
});

test("a name or remark that looks like a formula comes back from every form as it was", async () => {
  const texts = [
    '=HYPERLINK("x")',
    "+1",
    "@SUM(1)",
    "'=x",
    "＝cmd",
    "a | b",
    "<b>x</b>",
    "a\nb",
    "&lt;",
    "back\\|slash",
  ];
  const [first] = templatePlan("T2b", "plan").machines;
  if (first === undefined) throw new Error("empty template");
  const machines = texts.map((remark, index) => ({
    ...first,
    id: `m${index}`,
    order: index,
    hostname: `h${index}`,
    ips: [`10.0.0.${index + 1}`],
    remark,
  }));
  for (const format of FORMATS) {
    const file = await exported({ ...templatePlan("blank", "plan"), machines }, "machine-table", { format });
    const { draft } = await readTable(file);
    expect(
      draft.machines.map(({ remark }) => remark),
      format,
    ).toEqual(texts);
  }
});

describe("a whole plan", () => {
  const plan = templatePlan("T2b", "计划");

  test.each([
    ["JSON", "plan", {}],
    ["a drawing", "drawing", { format: "svg" }],
  ] as const)("comes back from %s without loss", async (_name, target, query) => {
    const read = importPlan(await exported(plan, target, query));
    expect(read.ok && read.value.draft.plan).toEqual(plan);
  });

  test.each([
    ["{", "not-json"],
    ["{}", "not-a-plan"],
    ['{"schemaVersion":"2.0","kind":"HAClusterPlan"}', "plan-too-new"],
    ["<svg xmlns='http://www.w3.org/2000/svg'/>", "no-plan-inside"],
    ["\u0089PNG", "not-json"],
    ["", "empty"],
  ])("%j is refused", (text, code) => {
    const read = importPlan(new TextEncoder().encode(text));
    expect(read).toMatchObject({ ok: false, refusal: { code } });
  });
});
