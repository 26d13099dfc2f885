import { randomUUID } from "node:crypto";
import { ask } from "#e2e/product-api.ts";
import { bodyCells, SEED_TABLE } from "#e2e/seed-table.ts";
import { routes } from "#lib/core/api/index.ts";
import { importEdit } from "#lib/core/import/merge/import-edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { type Check, judge, type Site } from "./check.ts";

const SUMS = "8 machines, 52 cores, 200 GiB, 2050 GB";
const ROLES = "2 lb, 3 control-plane+etcd, 3 worker+storage";
const RANGE = "172.30.15.0/24";

export const seedTable: Check = {
  point: 2,
  title: "the seed's table in and out",
  run: async (site) => {
    const { slug, machines } = await importSeed(site);
    const { api } = (await site.running()).admin;
    const { totals } = await ask(api, routes.getCluster, { params: { slug } });
    const sums = `${totals.machines} machines, ${totals.cpuCores} cores, ${totals.memoryMiB / 1024} GiB, ${totals.systemDiskGB + totals.dataDiskGB} GB`;
    const roles = rolesText(machines);
    const toAssign = machines.filter(({ ips, ipToAssignIn }) => ips.length === 0 && ipToAssignIn === RANGE).length;
    const query = { preset: "classic", format: "md" } as const;
    const file = await ask(api, routes.exportPlan, { params: { slug, target: "machine-table" }, query });
    const wanted = bodyCells(SEED_TABLE);
    const different = differences(wanted, bodyCells(await file.text()));
    const faults = [
      ...(sums === SUMS ? [] : [`expected ${SUMS}`]),
      ...(roles === ROLES ? [] : [`expected ${ROLES}`]),
      ...(toAssign === wanted.length ? [] : [`expected ${wanted.length} addresses to assign`]),
      ...different,
    ];
    const cells = wanted.flat().length;
    return judge(
      faults,
      `${sums}; ${roles}; ${toAssign} addresses to assign in ${RANGE}; ${cells - different.length} of ${cells} cells come out as they went in`,
    );
  },
};

/** Paste, the answer yes to fill-down, one edit; then the plan as it is stored. */
async function importSeed(site: Site): Promise<{ readonly slug: string; readonly machines: readonly Machine[] }> {
  const { api } = (await site.running()).admin;
  const { slug } = await ask(api, routes.addCluster, { body: { name: "Seed table" } });
  const pasted = { params: { source: "table" }, body: SEED_TABLE } as const;
  const first = await ask(api, routes.parseImport, pasted);
  if (!first.questions.some(({ code }) => code === "fill-down")) {
    throw new Error("The parse call did not ask about the blank cells");
  }
  const { draft, problems } = await ask(api, routes.parseImport, { ...pasted, query: { fillDown: "true" } });
  if (problems.length > 0) throw new Error(`The seed's table came in with problems: ${JSON.stringify(problems)}`);
  const choice = { leftOut: new Set<number>(), mintId: () => randomUUID() };
  const { edit } = importEdit(blankPlan("Seed table"), draft.machines, choice);
  if (edit === null) throw new Error("The table led to no edit");
  await ask(api, routes.editPlan, { params: { slug }, body: { baseVersion: 0, edit, kind: "import" } });
  const { plan } = await ask(api, routes.getPlan, { params: { slug } });
  return { slug, machines: plan.machines };
}

function rolesText(machines: readonly Machine[]): string {
  const counts = Map.groupBy(machines, ({ roles }) => roles.join("+"));
  return [...counts].map(([roles, group]) => `${group.length} ${roles}`).join(", ");
}

function differences(wanted: readonly string[][], got: readonly string[][]): string[] {
  const rows = wanted.flatMap((cells, row) =>
    cells.flatMap((cell, column) => {
      const other = got[row]?.[column];
      return other === cell ? [] : [`row ${row + 1} column ${column + 1}: "${cell}" came out as "${other ?? ""}"`];
    }),
  );
  return got.length === wanted.length ? rows : [...rows, `${got.length} rows came out`];
}
