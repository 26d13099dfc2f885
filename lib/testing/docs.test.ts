import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..", "..");
const DOCS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
/** What a path of ours begins with. */
const TOP = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
  .map(({ name }) => name);

/** Paths in code marks and in links; addresses of the API and of other sites are none. */
function pathsIn(text: string): string[] {
  const marked = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  const linked = [...text.matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, target = ""]) => target);
  const isFile = (word: string): boolean => /^[\w.-]+\.(?:md|json|ts|js|mjs)$/.test(word);
  const isInside = (word: string): boolean => TOP.some((top) => word.startsWith(`${top}/`));
  return [...marked.filter((code) => isFile(code) || isInside(code)), ...linked].flatMap(alternatives);
}

/** `a/{b,c}/d` is `a/b/d` and `a/c/d`. */
function alternatives(path: string): string[] {
  const [whole, list] = /\{([^}]+)\}/.exec(path) ?? [];
  if (whole === undefined || list === undefined) return [path];
  return list.split(",").flatMap((word) => alternatives(path.replace(whole, word)));
}

/** Also `app/**` and, for a file named without its ending, `app/**` + `/page`. */
function isThere(path: string): boolean {
  if (!path.includes("*")) return existsSync(join(ROOT, path));
  return globSync([path, `${path}.{ts,tsx}`], { cwd: ROOT }).length > 0;
}

describe.each(DOCS)("%s", (doc) => {
  const text = readFileSync(join(ROOT, doc), "utf8");

  test("names only paths that exist", () => {
    expect(pathsIn(text).filter((path) => !isThere(path))).toEqual([]);
  });

  test("names only commands that exist", () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      readFileSync(join(ROOT, "package.json"), "utf8"),
    );
    const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, run, short]) => run ?? short);
    expect(named.filter((name) => scripts[name ?? ""] === undefined)).toEqual([]);
  });
});

test("the three pages name many paths, so the look-out itself sees", () => {
  const seen = DOCS.flatMap((doc) => pathsIn(readFileSync(join(ROOT, doc), "utf8")));
  expect(seen).toEqual(expect.arrayContaining(["lib/core/plan/", "components/canvas/", "ARCHITECTURE.md"]));
  expect(seen.filter((path) => !isThere(`${path}.gone`)).length).toBe(seen.length);
});
