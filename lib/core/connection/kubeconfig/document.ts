import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  type Node,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from "yaml";
import { type KubeconfigProblem, problem } from "./problem.ts";

/** A kubeconfig with embedded certificates for a handful of clusters is a tenth of this. */
export const KUBECONFIG_MAX_BYTES = 256 * 1024;
/** Line ends, colons and commas: two hundred contexts have 5,400, and the parser's time grows with them. */
const MARKS_MAX = 6000;
export const CONTEXTS_MAX = 200;
/** Clusters, users and contexts nest five deep; extensions a few more. */
const DEPTH_MAX = 20;
/** What plain data needs; every other tag asks a parser to make something of the text. */
const TAGS = ["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`);
const KEYS_REFUSED = ["__proto__", "constructor", "prototype", "<<"];

export type Reading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: KubeconfigProblem };

/**
 * YAML of a stranger as plain data: no aliases, tags, merge keys or duplicate keys, and bounded in size and depth before
 * anything is built. Refuses with the line and what is wrong there.
 */
export function readDocument(text: string): Reading {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > KUBECONFIG_MAX_BYTES)
    return refused(
      problem("KC-SIZE", { kilobytes: Math.ceil(bytes / 1024), maxKilobytes: KUBECONFIG_MAX_BYTES / 1024 }),
    );
  const clean = text.replace(/^\uFEFF/, "");
  const nul = clean.indexOf("\u0000");
  if (nul >= 0) return refused(problem("KC-YAML", { line: lineOf(clean, nul), reason: "nul" }));
  if ((clean.match(/[\n:,]/g)?.length ?? 0) > MARKS_MAX) return refused(problem("KC-MANY", { max: CONTEXTS_MAX }));
  const depth = deepest(clean);
  if (depth > DEPTH_MAX) return refused(problem("KC-YAML", { line: 1, reason: "depth" }));
  const document = parseDocument(clean, {
    version: "1.2",
    schema: "core",
    // The parser compares each key with every other; `firstRefused` looks for the same in one pass.
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
  });
  const [error] = document.errors;
  if (error !== undefined)
    return refused(problem("KC-YAML", { line: lineOf(clean, error.pos[0]), reason: reasonOf(error, clean) }));
  const bad = firstRefused(document, clean);
  return bad === null ? { ok: true, value: document.toJS({ maxAliasCount: 0 }) } : refused(bad);
}

function refused(found: KubeconfigProblem): Reading {
  return { ok: false, problem: found };
}

function firstRefused(document: Document.Parsed, text: string): KubeconfigProblem | null {
  let found: KubeconfigProblem | null = null;
  const at = (offset: number | undefined, reason: string) =>
    problem("KC-YAML", { line: lineOf(text, offset ?? 0), reason });
  const judge = (node: Node) => {
    if (isAlias(node) || node.anchor !== undefined) found = at(node.range?.[0], "alias");
    else if (node.tag !== undefined && !TAGS.includes(node.tag)) found = at(node.range?.[0], "tag");
    const twice = isMap(node) ? repeatedKey(node) : null;
    if (twice !== null) found = at(twice.range?.[0], "duplicate");
    return found === null ? undefined : visit.BREAK;
  };
  visit(document, {
    Node: (_, node) => judge(node),
    Pair(_, { key }) {
      if (isScalar(key) && KEYS_REFUSED.includes(String(key.value))) found = at(key.range?.[0], "key");
      return found === null ? undefined : visit.BREAK;
    },
  });
  if (found === null && !isMap(document.contents)) return problem("KC-NOT", {});
  return found;
}

function repeatedKey(map: YAMLMap): Scalar | null {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    if (seen.has(String(key.value))) return key;
    seen.add(String(key.value));
  }
  return null;
}

/** A tab where YAML wants spaces is the commonest fault of a pasted file, and the parser's own words do not say so. */
function reasonOf(
  { code, pos }: { readonly code: string; readonly pos: readonly [number, number] },
  text: string,
): string {
  if (code === "TAB_AS_INDENT" || /^\t/m.test(text.slice(Math.max(0, pos[0] - 2), pos[1] + 1))) return "tab";
  return "syntax";
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset && at < text.length; at += 1) if (text.charCodeAt(at) === 10) line += 1;
  return line;
}

/** An upper bound of the nesting, cheap enough to ask before the parser recurses: indentation steps and open brackets. */
function deepest(text: string): number {
  let open = 0;
  let most = 0;
  for (const char of text) {
    if (char === "[" || char === "{") open += 1;
    else if (char === "]" || char === "}") open = Math.max(0, open - 1);
    most = Math.max(most, open);
  }
  const dashes = text.match(/^(?:[ ]*- )(?:- ?)*/gm) ?? [];
  return Math.max(most, ...dashes.slice(0, 10_000).map((run) => run.split("-").length - 1), indents(text));
}

function indents(text: string): number {
  const stack: number[] = [];
  let most = 0;
  for (const line of text.split("\n")) {
    const width = line.search(/\S/);
    if (width < 0) continue;
    while (stack.length > 0 && (stack.at(-1) ?? 0) >= width) stack.pop();
    stack.push(width);
    most = Math.max(most, stack.length);
  }
  return most;
}
