import type { CutPattern } from "#lib/core/survive/analysis.ts";
import { type ElementRef, elementName } from "./names.ts";
import { type Lang, vocabularies } from "./vocabulary.ts";

type Part = CutPattern["parts"][number];

/** "any 2 of 3 control-plane machines + zone za": what, out of how many, has to fail together. */
export function patternText(pattern: CutPattern, ref: (id: string) => ElementRef, lang: Lang): string {
  return pattern.parts.map((part) => partText(part, ref, lang)).join(" + ");
}

function partText(
  { kind, role, program, howMany, elementIds }: Part,
  ref: (id: string) => ElementRef,
  lang: Lang,
): string {
  if (elementIds.length === howMany && howMany <= 2) {
    return elementIds.map((id) => elementName(ref(id), lang)).join(" + ");
  }
  const what = className({ kind, role, program }, lang);
  const of = elementIds.length;
  if (lang === "zh")
    return of === howMany ? `全部 ${of} 个${spaced(what)}` : `${of} 个${spaced(what)}中的任意 ${howMany} 个`;
  return of === howMany ? `all ${of} ${what}` : `any ${howMany} of ${of} ${what}`;
}

/** Between Han and a Latin word there is a space. */
function spaced(what: string): string {
  return `${/^[A-Za-z]/.test(what) ? " " : ""}${what}${/[A-Za-z]$/.test(what) ? " " : ""}`;
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
