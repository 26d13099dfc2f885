import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { routes } from "#lib/core/api/index.ts";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";

const API = "app/api/v1";
/** Answers 404 for the paths that no route has; the only route file outside the table. */
const UNKNOWN = `${API}/[...rest]/route.ts`;
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Sentences about every route or page whose access nobody declared; empty when all is well. Reads source text only, so
 * it runs before the build and needs no compiler.
 */
export function routeFaults(root: string, table: Readonly<Record<string, RouteSpec>>): readonly string[] {
  const files = sourcesUnder(root, ["app", "components", "lib"]);
  const text = (file: string) => readFileSync(join(root, file), "utf8");
  const served = new Set<string>();
  const faults = files
    .filter((file) => /^app\/(?:.*\/)?route\.[jt]sx?$/.test(file))
    .flatMap((file) => {
      if (file === UNKNOWN) return [];
      return handlersIn(text(file)).flatMap((found) => handlerFaults({ file, found, table, served }));
    });
  const missing = Object.values(table).filter(({ id }) => !served.has(id));
  return [
    ...faults,
    ...missing.map((spec) => `${spec.method} ${spec.path} (routes.${spec.id}) has no handler in ${fileOf(spec)}.`),
    ...files
      .filter((file) => isUndeclaredPage(file, text))
      .map((file) => `${file} calls neither requirePage nor openPage.`),
    ...files
      .filter((file) => hasServerAction(text(file)))
      .map((file) => `${file} has a server action; use an API route.`),
  ];
}

interface Handler {
  readonly method: string;
  /** Id of the table row it is bound to; null when it is not `handle(routes.<id>, ...)`. */
  readonly id: string | null;
}

// Every export counts, in any of its forms; only the one right form gets an id.
function handlersIn(source: string): readonly Handler[] {
  const bound = [...source.matchAll(/^export const ([A-Z]+) = handle\(\s*routes\.(\w+),/gm)];
  const named = [...source.matchAll(/^export\s+(?:const|let|var|(?:async\s+)?function\*?|default)\s+(\w+)/gm)];
  const listed = [...source.matchAll(/^export\s*(?:\*|\{)[^;\n]*/gm)].map(([list]) => ({ method: list, id: null }));
  const right = bound.map(([, method = "", id = ""]) => ({ method, id }));
  const wrong = named.filter(([, name]) => !right.some(({ method }) => method === name));
  return [...right, ...wrong.map(([, method = ""]) => ({ method, id: null })), ...listed];
}

interface HandlerCheck {
  readonly file: string;
  readonly found: Handler;
  readonly table: Readonly<Record<string, RouteSpec>>;
  readonly served: Set<string>;
}

function handlerFaults({ file, found, table, served }: HandlerCheck): readonly string[] {
  const spec = found.id === null ? undefined : table[found.id];
  if (spec === undefined)
    return [`${file}: "${found.method}" is not handle(routes.<id>, ...), so nobody declared who may call it.`];
  served.add(spec.id);
  const isRight = spec.method === found.method && fileOf(spec) === file && METHODS.includes(found.method);
  return isRight
    ? []
    : [`${file}: ${found.method} is bound to routes.${spec.id}, which is ${spec.method} in ${fileOf(spec)}.`];
}

function fileOf(spec: RouteSpec): string {
  return `${API}${spec.path.replaceAll(/\{(\w+)\}/g, "[$1]")}/route.ts`;
}

function isUndeclaredPage(file: string, text: (file: string) => string): boolean {
  return /^app\/(?:.*\/)?page\.[jt]sx?$/.test(file) && !/\b(?:requirePage|openPage)\(/.test(text(file));
}

// A directive stands alone on its line; the same words inside a sentence are no directive.
function hasServerAction(source: string): boolean {
  return /^\s*(["'])use server\1;?\s*$/m.test(source);
}

function sourcesUnder(root: string, folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name) && !entry.parentPath.includes("generated"),
      )
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/")),
  );
}

if (import.meta.main) {
  const faults = routeFaults(join(import.meta.dirname, "..", ".."), routes);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
  else process.stdout.write(`${Object.keys(routes).length} routes, each with a declared policy.\n`);
}
