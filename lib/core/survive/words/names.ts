import * as z from "zod";
import { Element } from "#lib/core/survive/fault-tree.ts";
import { type Lang, vocabularies } from "./vocabulary.ts";

/** What is needed to name an element without the rest of the model. */
export const ElementRef = Element.pick({ id: true, kind: true, name: true, isAssumed: true, machineId: true }).extend({
  /** Host name of the machine that a process runs on. */
  host: z.string().nullable(),
});
export type ElementRef = z.infer<typeof ElementRef>;

const MACHINE = "machine:";

/** Looks elements up by id; a worker that the analysis does not tell is named by its machine id. */
export function elementRefs(elements: readonly Element[]): (id: string) => ElementRef {
  const byId = new Map(elements.map((element) => [element.id, element]));
  const hosts = new Map<string, string | null>();
  for (const { kind, machineId, name } of elements) {
    if (kind === "machine" && machineId !== null) hosts.set(machineId, name);
  }
  return (id) => {
    const element = byId.get(id);
    if (element === undefined) {
      const machineId = id.startsWith(MACHINE) ? id.slice(MACHINE.length) : null;
      return { id, kind: "machine", name: machineId ?? id, isAssumed: false, machineId, host: null };
    }
    const { kind, name, isAssumed, machineId } = element;
    const host = kind === "process" && machineId !== null ? (hosts.get(machineId) ?? machineId) : null;
    return { id, kind, name, isAssumed, machineId, host };
  };
}

/** "zone za", "etcd on m1", "the possibly shared rack": as a person would point at it. */
export function elementName({ kind, name, host, isAssumed }: ElementRef, lang: Lang): string {
  const isZh = lang === "zh";
  const word = vocabularies[lang].kinds[kind];
  if (kind === "machine") return name ?? word;
  if (kind === "process") {
    if (host === null) return name ?? word;
    return isZh ? `${host} 上的 ${name}` : `${name} on ${host}`;
  }
  if (name === null && isAssumed) return isZh ? `可能共用的${word}` : `the possibly shared ${word}`;
  return name === null ? word : `${word} ${name}`;
}

export function namesText(refs: readonly ElementRef[], lang: Lang, max = 4): string {
  const names = refs.slice(0, max).map((ref) => elementName(ref, lang));
  const rest = refs.length - names.length;
  const more = lang === "zh" ? `另有 ${rest} 个` : `${rest} more`;
  return [...names, ...(rest > 0 ? [more] : [])].join(" + ");
}
