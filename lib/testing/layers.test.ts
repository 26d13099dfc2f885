import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";

const ROOT = resolve(import.meta.dirname, "..", "..");
const BIOME = join(ROOT, "node_modules", "@biomejs", "biome", "bin", "biome");
const RULE = "noRestrictedImports";

/** Per room: an import that its row forbids, and one that it allows. Rooms that have no files yet are ruled already. */
const PLANTS: readonly (readonly [room: string, bad: string, good: string])[] = [
  ["lib/core/plan", "immer", "zod"],
  ["lib/core/plan", "#lib/core/api/index.ts", "#lib/core/plan/plan.ts"],
  ["lib/core/api", "node:fs", "#lib/core/plan/plan.ts"],
  ["lib/core/scene", "react", "#lib/core/plan/plan.ts"],
  ["lib/core/import", "pg", "csv-parse"],
  ["lib/core/export", "#lib/store/plans.ts", "fflate"],
  ["lib/core/table", "next/link", "#lib/core/plan/plan.ts"],
  ["lib/core/rules", "#lib/probe/etcd.ts", "#lib/core/plan/plan.ts"],
  ["lib/core/survive", "#lib/query/api.ts", "#lib/core/plan/plan.ts"],
  ["lib/core/live", "node:fs", "#lib/core/plan/plan.ts"],
  ["lib/core/kubernetes", "node:fs", "zod"],
  ["lib/core/pasted", "#lib/probe/access.ts", "yaml"],
  ["lib/core/connection", "#lib/probe/access.ts", "yaml"],
  ["lib/store", "#lib/http/handle.ts", "#lib/config/env.ts"],
  ["lib/auth", "#lib/http/handle.ts", "#lib/store/users.ts"],
  ["lib/http", "#lib/store/plans.ts", "#lib/auth/principal.ts"],
  ["lib/query", "#lib/store/plans.ts", "#lib/core/api/index.ts"],
  ["lib/config", "#lib/store/plans.ts", "#lib/core/api/index.ts"],
  ["lib/secrets", "#lib/config/env.ts", "#lib/core/api/index.ts"],
  ["lib/i18n", "#lib/query/api.ts", "#lib/core/plan/plan.ts"],
  ["lib/start", "#lib/query/api.ts", "#lib/store/migrate.ts"],
  ["lib/probe", "#lib/store/plans.ts", "#lib/core/plan/plan.ts"],
  ["lib/probe", "#lib/sim/sim.ts", "undici"],
  ["lib/watch", "#lib/auth/principal.ts", "#lib/store/plans.ts"],
  ["lib/sim", "#lib/store/plans.ts", "#lib/core/plan/plan.ts"],
  ["lib/sim", "#lib/probe/transport/transport.ts", "#lib/probe/etcd/etcd-proto.ts"],
  ["components/ui", "#lib/core/plan/plan.ts", "@base-ui/react"],
  ["components/shell", "#components/plan/design/design-page.tsx", "#components/ui/button.tsx"],
  ["components/plan", "#components/export/export-page.tsx", "#components/canvas/topology-canvas.tsx"],
  ["components/canvas", "#components/plan/design/design-page.tsx", "#lib/query/selection.ts"],
  ["components/import", "#lib/http/handle.ts", "#lib/core/import/grid.ts"],
  ["components/export", "#components/canvas/topology-canvas.tsx", "#components/ui/button.tsx"],
  ["components/settings", "#lib/auth/principal.ts", "#components/ui/button.tsx"],
  ["components/access", "#lib/auth/sign-in.ts", "#components/shell/shell.tsx"],
  ["components/clusters", "#lib/store/clusters.ts", "#components/ui/button.tsx"],
  ["components/history", "#components/canvas/topology-canvas.tsx", "#components/ui/button.tsx"],
  ["components/machines", "#lib/store/machines.ts", "#components/import/import-dialog.tsx"],
  ["components/findings", "#components/survive/survive.tsx", "#components/ui/button.tsx"],
  ["components/survive", "#lib/start/main.ts", "#components/canvas/topology-canvas.tsx"],
  ["components/live", "#lib/watch/watch.ts", "#components/canvas/topology-canvas.tsx"],
  ["components/wall", "#components/plan/design/design-page.tsx", "#components/live/live.tsx"],
  ["app", "#lib/http/handle.ts", "#lib/store/clusters.ts"],
  ["app/api", "#components/ui/button.tsx", "#lib/http/handle.ts"],
];
/** Rooms that hold no part of the product. */
const UNRULED = ["lib/testing"];

const BiomeReport = z.object({
  diagnostics: z.array(
    z.object({ category: z.string(), location: z.object({ path: z.string(), start: z.object({ line: z.int() }) }) }),
  ),
});

const files = PLANTS.map(([room], at) => join(room, "planted", `plant-${at}.ts`));
let copy: string;
let found: ReadonlySet<string>;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "quorate-layers-"));
  for (const file of ["biome.json", ".gitignore"]) copyFileSync(join(ROOT, file), join(copy, file));
  for (const [at, [, bad, good]] of PLANTS.entries()) {
    const path = join(copy, files[at] ?? "");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import "${good}";\nimport "${bad}";\n`);
  }
  const args = [BIOME, "lint", `--only=style/${RULE}`, "--reporter=json", "--max-diagnostics=none"];
  const { stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
  const { diagnostics } = BiomeReport.parse(JSON.parse(stdout));
  const ours = diagnostics.filter(({ category }) => category === `lint/style/${RULE}`);
  found = new Set(ours.map(({ location }) => `${location.path}:${location.start.line}`));
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

describe("The layers", () => {
  test.each(PLANTS.map((plant, at) => [...plant, files[at] ?? ""] as const))(
    "%s may not import %s, and may import %s",
    (_room, _bad, _good, file) => {
      expect([found.has(`${file}:1`), found.has(`${file}:2`)]).toEqual([false, true]);
    },
  );

  test("have a rule for every room", () => {
    const rooms = ["lib", "lib/core", "components"].flatMap((folder) => foldersIn(folder));
    const ruled = PLANTS.map(([room]) => room);
    const bare = rooms.filter((room) => room !== "lib/core" && !ruled.includes(room));
    expect(bare).toEqual(UNRULED);
  });

  test("have a plant for every rule", () => {
    const { overrides }: { overrides: { includes: string[] }[] } = JSON.parse(
      readFileSync(join(ROOT, "biome.json"), "utf8"),
    );
    const rules = overrides.filter((override) => JSON.stringify(override).includes(RULE));
    const unplanted = rules
      .flatMap(({ includes }) => includes.filter((pattern) => !pattern.startsWith("!")))
      .filter((pattern) => !files.some((file) => file.startsWith(pattern.replace("**", ""))));
    expect(unplanted).toEqual([]);
  });

  test("keep the test room out of the product", () => {
    const product = globSync("{app,components,lib}/**/*.{ts,tsx}", { cwd: ROOT }).filter(
      (file) => !/\.test\.tsx?$|^lib\/testing\//.test(file),
    );
    const leaks = product.filter((file) =>
      /from "(?:#lib\/testing|#e2e)\//.test(readFileSync(join(ROOT, file), "utf8")),
    );
    expect(leaks).toEqual([]);
  });
});

function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);
}
