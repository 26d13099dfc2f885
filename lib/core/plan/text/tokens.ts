import { type Disk, DiskKind, DiskPurpose } from "#lib/core/plan/machine.ts";

export type SizeUnit = "M" | "G" | "T";
export type Label = "cores" | "memory" | "disk" | "system" | "data";

/** What a word can mean; `CPU` is a unit behind a number and a label elsewhere. */
type Meaning = {
  readonly unit?: SizeUnit | "cores";
  readonly label?: Label;
  readonly kind?: NonNullable<Disk["kind"]>;
  readonly purpose?: NonNullable<Disk["purpose"]>;
  readonly isDedicated?: boolean;
  readonly isTimes?: true;
};

export type Token = {
  readonly type: "number" | "word" | "symbol";
  /** As in the normalised text, between `start` and `end`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly meaning: Meaning;
};

const WORDS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...words("c core cores 核 核心", { unit: "cores" }),
  ...words("cpu cpus vcpu vcpus", { unit: "cores", label: "cores" }),
  ...words("处理器 核数", { label: "cores" }),
  ...words("m mb mib", { unit: "M" }),
  ...words("g gb gib", { unit: "G" }),
  ...words("t tb tib", { unit: "T" }),
  ...words("内存 memory mem ram", { label: "memory" }),
  ...words("硬盘 磁盘 disk disks storage", { label: "disk" }),
  ...words("系统盘 系统磁盘 系统硬盘 systemdisk osdisk rootdisk", { label: "system" }),
  ...words("数据盘 数据磁盘 数据硬盘 datadisk datadisks", { label: "data" }),
  ...words("固态", { kind: "ssd" }),
  ...words("机械", { kind: "hdd" }),
  ...words("裸盘", { kind: "raw" }),
  ...DiskKind.options.map((kind): [string, Meaning] => [kind, { kind }]),
  ...DiskPurpose.options.map((purpose): [string, Meaning] => [purpose, { purpose }]),
  ["dedicated", { isDedicated: true }],
  ["shared", { isDedicated: false }],
  ...words("* x ×", { isTimes: true }),
]);

function words(list: string, meaning: Meaning): [string, Meaning][] {
  return list.split(" ").map((word) => [word, meaning]);
}

/** The unit of the number at `at`: `cpu` in `64 cpu: 8` is none, because the colon makes it a label. */
export function unitBehind(tokens: readonly Token[], at: number): SizeUnit | "cores" | null {
  const word = tokens[at + 1];
  const isLabel = word?.meaning.label !== undefined && isColon(tokens[at + 2]);
  return isLabel ? null : (word?.meaning.unit ?? null);
}

export function isColon(token: Token | undefined): boolean {
  return token?.text === ":" || token?.text === "=";
}

const NUMBER = /\d+(?:\.\d+)?/y;
const LATIN = /(?:system|os|root|data)[ -]?disks?(?![a-z])|[a-z]+/iy;
const HAN = /\p{Script=Han}/u;
const HAN_WORD_MAX = 4;
const SPACE = /\s+/y;

/** Splits a text, normalised to NFKC before, in one pass; a character of no known word is a token of its own. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    at += matchLength(SPACE, text, at);
    if (at >= text.length) break;
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(text: string, start: number): Token {
  const digits = matchLength(NUMBER, text, start);
  if (digits > 0) return token("number", text, [start, start + digits]);
  const letters = matchLength(LATIN, text, start);
  if (letters > 0) return token("word", text, [start, start + letters]);
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  if (HAN.test(character)) return token("word", text, [start, start + hanLength(text, start)]);
  return token("symbol", text, [start, start + character.length]);
}

/** The longest known word here, or else everything up to the next known word. */
function hanLength(text: string, start: number): number {
  const known = knownLength(text, start);
  if (known > 0) return known;
  let end = start + 1;
  while (HAN.test(text.charAt(end)) && knownLength(text, end) === 0) end += 1;
  return end - start;
}

function knownLength(text: string, start: number): number {
  for (let length = HAN_WORD_MAX; length > 0; length -= 1) {
    if (WORDS.has(text.slice(start, start + length))) return length;
  }
  return 0;
}

function token(type: Token["type"], source: string, [start, end]: readonly [number, number]): Token {
  const text = source.slice(start, end);
  return { type, text, start, end, meaning: WORDS.get(text.toLowerCase().replaceAll(/[ -]/g, "")) ?? {} };
}

function matchLength(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
