import type { DomainLevel } from "#lib/core/plan/machine.ts";
import type { EndpointNode, GridNode, MachineNode, PoolNode, Scene, SceneNode, SupportNode } from "./scene.ts";
import type { Lang } from "./vocabulary.ts";
import { type SceneWords, sceneWords } from "./words.ts";

interface Speech {
  readonly words: SceneWords;
  /** Joins parts of one name: the comma of the language. */
  list(parts: readonly (string | null)[]): string;
  readonly and: string;
  inferred(roles: string): string;
  withPort(host: string, port: number): string;
  domain(name: string, level: DomainLevel | "none"): string;
}

const HAN_FIRST = /^\p{Script=Han}/u;
const HAN_BEFORE_LATIN = /(\p{Script=Han})(?=[A-Za-z0-9])/gu;

function startsWithWord(name: string, word: string): boolean {
  return name.toLowerCase().startsWith(word.toLowerCase());
}

function speechOf(lang: Lang): Speech {
  const words = sceneWords(lang);
  const isEnglish = lang === "en";
  const comma = isEnglish ? ", " : "，";
  return {
    words,
    and: isEnglish ? " and " : "和",
    inferred: (roles) => (isEnglish ? `${roles} (inferred)` : `${roles}（推断）`),
    list: (parts) => parts.filter((part) => part !== null && part !== "").join(comma),
    withPort: (host, port) => (isEnglish ? `${host} port ${port}` : `${host} 端口 ${port}`),
    domain: (name, level) => {
      if (level === "none" || startsWithWord(name, level)) return name;
      return `${words.vocabulary.domains[level]}${isEnglish || !HAN_FIRST.test(name) ? " " : ""}${name}`;
    },
  };
}

function rolesOf(node: MachineNode, speech: Speech): string {
  const { words, and } = speech;
  if (node.roles.length === 0) return words.vocabulary.noRole;
  const roles = node.roles.map(words.role);
  const last = roles.at(-1) ?? "";
  const joined =
    roles.length === 1 ? last : `${roles.slice(0, -1).join(words.lang === "en" ? ", " : "、")}${and}${last}`;
  const all = joined.replace(HAN_BEFORE_LATIN, "$1 ");
  return node.areRolesInferred ? speech.inferred(all) : all;
}

function sizeOf(node: MachineNode, { words }: Speech): string {
  if (node.cpuCores === null || node.memoryMiB === null) return words.vocabulary.noSpec;
  return `${words.cores(node.cpuCores)} ${words.memory(node.memoryMiB)}`;
}

function columnOf(node: SceneNode, speech: Speech, level: DomainLevel | "none"): string | null {
  if (level === "none" || node.column === undefined) return null;
  if (node.column !== null) return speech.domain(node.column, level);
  return speech.domain(speech.words.noDomain, level);
}

function machineName(node: MachineNode, speech: Speech, level: DomainLevel | "none"): string {
  const { words } = speech;
  const priority = node.vrrpPriority === null ? null : words.priority(node.vrrpPriority);
  const place = columnOf(node, speech, level) ?? node.domainName;
  const name = node.hostname === "" ? words.vocabulary.noName : node.hostname;
  return speech.list([name, rolesOf(node, speech), priority, place, sizeOf(node, speech)]);
}

function poolName(node: PoolNode, speech: Speech, level: DomainLevel | "none"): string {
  const { words } = speech;
  const count = words.ofPool(node.count, node.poolCount);
  const sums = `${words.cores(node.cpuCores)} ${words.memory(node.memoryMiB)}`;
  return speech.list([words.poolName(node), columnOf(node, speech, level), count, sums]);
}

function gridName(node: GridNode, speech: Speech, level: DomainLevel | "none"): string {
  const name = node.poolKey.replace(/^\w+:/, "");
  const pool = speech.words.poolName({ poolName: name, namedBy: node.poolKey.startsWith("pool:") ? "pool" : "role" });
  return speech.list([pool, columnOf(node, speech, level), speech.words.machines(node.machineIds.length)]);
}

function endpointName(node: EndpointNode, speech: Speech): string {
  const { words } = speech;
  const vips = node.vips.map((vip) => speech.withPort(vip, node.port));
  const name = node.dnsName === null ? null : speech.withPort(node.dnsName, node.port);
  const units = node.shape === "appliance" ? words.units(node.units) : null;
  return speech.list([words.loadBalancer(node.lbKind), ...vips, name, units, words.audience(node.audience)]);
}

const supportName = (node: SupportNode, speech: Speech): string =>
  speech.list([speech.words.service(node.service), ...node.lines]);

/** What a screen reader says for one part of the drawing: "k8s-master2, control plane and etcd, zone b, 8 cores 32 GiB". */
export function spokenName(node: SceneNode, lang: Lang, level: Scene["domain"] = "none"): string {
  const speech = speechOf(lang);
  switch (node.kind) {
    case "machine":
      return machineName(node, speech, level);
    case "pool":
      return poolName(node, speech, level);
    case "grid":
      return gridName(node, speech, level);
    case "endpoint":
      return endpointName(node, speech);
    case "support":
      return supportName(node, speech);
    case "clients":
      return speech.words.lane("clients");
  }
}
