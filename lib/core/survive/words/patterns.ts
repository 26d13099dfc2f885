import type { CutPattern } from "#lib/core/survive/analysis.ts";
import type { Element } from "#lib/core/survive/fault-tree.ts";
import { unavailability } from "#lib/core/survive/model/values.ts";
import { type ElementRef, namesText } from "./names.ts";
import { type Lang, vocabularies } from "./vocabulary.ts";

type Part = CutPattern["parts"][number];
type Lookup = (id: string) => ElementRef;

/** True where every choice out of the classes is deadly, so that the pattern may say "any". */
export function isAnyChoice({ parts, count }: Pick<CutPattern, "parts" | "count">): boolean {
  return count === parts.reduce((product, { howMany, elementIds }) => product * choices(elementIds.length, howMany), 1);
}

function choices(from: number, howMany: number): number {
  let product = 1;
  for (let taken = 1; taken <= howMany; taken += 1) product = (product * (from - howMany + taken)) / taken;
  return Math.round(product);
}

/** Fewest failures first; among equals the likeliest, which is what a person should hear of first. */
export function byDanger(patterns: readonly CutPattern[], elements: readonly Element[]): CutPattern[] {
  const shares = new Map(elements.map((element) => [element.id, unavailability(element)]));
  const weight = ({ count, example }: CutPattern) =>
    example.reduce((product, id) => product * (shares.get(id) ?? 0), count);
  return patterns.toSorted((a, b) => a.order - b.order || weight(b) - weight(a));
}

/** What has to fail together: "any 2 of 3 control-plane machines", or by name where not every choice is deadly. */
export function patternText(pattern: CutPattern, ref: Lookup, lang: Lang): string {
  if (isAnyChoice(pattern)) return pattern.parts.map((part) => anyText(part, ref, lang)).join(" + ");
  const names = namesText(pattern.example.map(ref), lang);
  if (pattern.count === 1) return names;
  const classes = pattern.parts.map((part) => classText(part, lang)).join(" + ");
  return lang === "zh"
    ? `${classes}，例如${/^[A-Za-z0-9]/.test(names) ? " " : ""}${names}`
    : `${classes}, such as ${names}`;
}

/** What the drawing has to mark: all that may be chosen, or the example. */
export function patternElements(pattern: CutPattern): readonly string[] {
  return isAnyChoice(pattern) ? pattern.parts.flatMap(({ elementIds }) => elementIds) : pattern.example;
}

/** Up to this many elements, all of a class are named instead of counted. */
const NAMED_MAX = 2;

function anyText(part: Part, ref: Lookup, lang: Lang): string {
  const { howMany, elementIds } = part;
  const of = elementIds.length;
  if (of === howMany && of <= NAMED_MAX) return namesText(elementIds.map(ref), lang);
  const what = className(part, lang);
  if (lang === "zh") {
    const unit = measureWord(part.kind);
    return of === howMany
      ? `全部 ${of} ${unit}${spaced(what)}`
      : `${of} ${unit}${spaced(what)}中的任意 ${howMany} ${unit}`;
  }
  return of === howMany ? `all ${of} ${what}` : `any ${howMany} of ${of} ${what}`;
}

function classText(part: Part, lang: Lang): string {
  const what = className(part, lang);
  return lang === "zh" ? `${part.howMany} ${measureWord(part.kind)}${spaced(what)}` : `${part.howMany} of the ${what}`;
}

/** Between Han and a Latin word there is a space. */
function spaced(what: string): string {
  return `${/^[A-Za-z]/.test(what) ? " " : ""}${what}${/[A-Za-z]$/.test(what) ? " " : ""}`;
}

const DEVICES: readonly Part["kind"][] = ["machine", "hypervisor", "switch", "router", "firewall", "appliance"];

function measureWord(kind: Part["kind"]): string {
  if (kind === "power-feed") return "路";
  return DEVICES.includes(kind) ? "台" : "个";
}

function className({ kind, role, program }: Pick<Part, "kind" | "role" | "program">, lang: Lang): string {
  const words = vocabularies[lang];
  if (program !== null) return lang === "zh" ? `${program} 进程` : `${program} processes`;
  if (kind === "machine" && role !== null) return words.roles[role];
  return lang === "zh" ? words.kinds[kind] : plural(words.kinds[kind]);
}

function plural(word: string): string {
  return /(?:ch|s|x)$/.test(word) ? `${word}es` : `${word.replace(/y$/, "ie")}s`;
}
