import { ElementKind } from "#lib/core/survive/fault-tree.ts";
import { type Lang, vocabularies } from "./vocabulary.ts";

/** The name of a row of figures: a kind of element, `virtual-machine`, or `process/<program>`. */
export function valueName(key: string, lang: Lang): string {
  if (key === "virtual-machine") return lang === "zh" ? "宿主机上的虚拟机" : "machine on a hypervisor";
  const [head, program] = key.split("/");
  const kind = ElementKind.safeParse(head);
  if (!kind.success) return key;
  const word = vocabularies[lang].kinds[kind.data];
  return program === undefined ? word : `${word} ${program}`;
}
