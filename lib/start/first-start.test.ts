import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..", "..");
const GENERATED = "lib/store/generated/";

test("nothing that a first start loads needs the generated database client, which it has yet to make", () => {
  for (const entry of ["lib/start/main.ts", "lib/testing/run-tests.ts"]) {
    expect(
      loadedBy(entry).filter((file) => file.startsWith(GENERATED)),
      entry,
    ).toEqual([]);
  }
});

/** Every file that importing `entry` loads at once: static imports of values, through ours only. */
function loadedBy(entry: string): readonly string[] {
  const loaded = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    if (!file.startsWith(GENERATED)) waiting.push(...importsOf(file));
  }
  return [...loaded];
}

function importsOf(file: string): readonly string[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  const values = source.matchAll(/^(?:import|export) (?!type )[^;]*?from "((?:#lib|\.)[^"]*)";/gm);
  return [...values].map(([, path = ""]) =>
    path.startsWith("#") ? path.slice(1) : relative(ROOT, resolve(ROOT, dirname(file), path)),
  );
}
