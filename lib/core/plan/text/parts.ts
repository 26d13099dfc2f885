import type { Disk } from "#lib/core/plan/machine.ts";
import { DISKS_MAX } from "./figures.ts";
import { isColon, type Label, type SizeUnit, type Token, unitBehind } from "./tokens.ts";

export type Expected = "cores" | "memory" | "disk" | "unit" | "kind" | "nothing" | "shorter";
export type Fault = { readonly part: string; readonly expected: Expected };
type Marks = Pick<Disk, "kind" | "purpose" | "isDedicated">;

/** One quantity of a spec text with everything said about it. */
export type Part = {
  readonly digits: string;
  readonly unit: SizeUnit | "cores" | null;
  /** The n of `n*size`. */
  readonly count: number;
  readonly text: string;
  /** True behind a `+`. */
  readonly isJoined: boolean;
  label: Label | null;
  isAtLeast: boolean;
  marks: Marks;
};

type Scan = { readonly tokens: readonly Token[]; readonly parts: Part[]; label: Label | null; separator: Token | null };

const SEPARATORS = new Set(["-", "/", ",", "、", ";", "|"]);
// Three marks with separators are five tokens.
const BRACKET_TOKENS_MAX = 12;
// Cores, memory and the disks of one machine.
const PARTS_MAX = 2 + DISKS_MAX;
const DASHES = /[‐-―−]/gu;
// A sentence may end so; a dash or a slash announces something that is missing.
const CLOSING = new Set([" ", ",", ";", ".", "。", "、"]);

export function normalised(text: string): string {
  const plain = text.normalize("NFKC").replaceAll(DASHES, "-").trim();
  let end = plain.length;
  while (CLOSING.has(plain.charAt(end - 1))) end -= 1;
  return plain.slice(0, end);
}

/** Gathers the quantities of a text, or names the first thing that belongs to none. */
export function partsOf(tokens: readonly Token[]): Part[] | Fault {
  const scan: Scan = { tokens, parts: [], label: null, separator: null };
  for (let at = 0; at < tokens.length; ) {
    const step = stepAt(scan, at);
    if (typeof step !== "number") return step;
    at += step;
  }
  const dangling = scan.separator ?? null;
  if (dangling !== null) return { part: dangling.text, expected: "nothing" };
  return scan.label === null
    ? scan.parts
    : { part: tokens.at(-1)?.text ?? "", expected: scan.label === "cores" ? "cores" : "disk" };
}

/** How many tokens were read, or what is wrong with them. */
function stepAt(scan: Scan, at: number): number | Fault {
  const token = scan.tokens[at];
  if (token === undefined) return 1;
  if (token.type === "number") return readQuantity(scan, at);
  if (token.meaning.label !== undefined) return readLabel(scan, at, token.meaning.label);
  if (token.meaning.kind !== undefined) return readMark(scan, token);
  if (token.text === "(") return readBrackets(scan, at);
  if (token.text === "+") return readPlus(scan, at);
  if (SEPARATORS.has(token.text) && scan.separator === null && scan.parts.length > 0 && scan.label === null) {
    scan.separator = token;
    return 1;
  }
  return { part: token.text, expected: "nothing" };
}

function readQuantity(scan: Scan, at: number): number | Fault {
  const { tokens } = scan;
  const isTimes = tokens[at + 1]?.meaning.isTimes === true && tokens[at + 2]?.type === "number";
  const start = isTimes ? at + 2 : at;
  const word = tokens[start + 1];
  const unit = unitBehind(tokens, start);
  const first = tokens[at];
  const amount = tokens[start];
  if (first === undefined || amount === undefined) return 1;
  const last = unit === null || word === undefined ? amount : word;
  const text = tokens
    .slice(at, tokens.indexOf(last, at) + 1)
    .map((token) => token.text)
    .join("");
  if (scan.parts.length === PARTS_MAX) return { part: text, expected: "disk" };
  if (isUnknownUnit(word, amount)) return { part: `${text}${word?.text}`, expected: "unit" };
  scan.parts.push({
    digits: amount.text,
    unit,
    count: isTimes ? Number(first.text) : 1,
    text,
    isJoined: scan.separator?.text === "+",
    label: scan.label,
    isAtLeast: false,
    marks: {},
  });
  scan.label = null;
  scan.separator = null;
  return start - at + (unit === null ? 1 : 2);
}

function isUnknownUnit(word: Token | undefined, amount: Token): boolean {
  if (word?.type !== "word" || word.start !== amount.end) return false;
  return word.meaning.isTimes === true || Object.keys(word.meaning).length === 0;
}

function readLabel(scan: Scan, at: number, label: Label): number | Fault {
  const { tokens } = scan;
  const next = tokens[at + 1];
  const last = scan.parts.at(-1);
  const hasColon = isColon(next);
  if (!hasColon && last !== undefined && scan.separator === null && isLabelBehind(tokens, at)) {
    if (last.label !== null && last.label !== label) return { part: tokens[at]?.text ?? "", expected: "nothing" };
    last.label = label;
    return 1;
  }
  if (scan.label !== null && scan.label !== label)
    return { part: tokens[at]?.text ?? "", expected: scan.label === "memory" ? "memory" : "disk" };
  scan.label = label;
  if (scan.separator?.text !== "+") scan.separator = null;
  return hasColon ? 2 : 1;
}

/** `32G 内存, ` against `内存 32G`: what follows decides, then what touches, then how the text ends. */
function isLabelBehind(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (next === undefined || next.text === "+" || SEPARATORS.has(next.text)) return true;
  const touchesBefore = tokens[at - 1]?.end === token?.start;
  const touchesAfter = tokens[at + 1]?.start === token?.end;
  if (touchesBefore !== touchesAfter) return touchesBefore;
  const closing = tokens.findLast(
    ({ type, meaning }, index) => type === "number" || isFreeLabel(tokens, index, meaning.label),
  );
  return closing?.type === "word";
}

function isFreeLabel(tokens: readonly Token[], index: number, label: Label | undefined): boolean {
  return label !== undefined && tokens[index - 1]?.type !== "number";
}

function readPlus(scan: Scan, at: number): number | Fault {
  const last = scan.parts.at(-1);
  const plus = scan.tokens[at];
  const next = scan.tokens[at + 1];
  if (last === undefined || plus === undefined || scan.separator !== null) return { part: "+", expected: "nothing" };
  const isBetween = next?.type === "number" || next?.meaning.label !== undefined;
  if (isBetween) scan.separator = plus;
  else if (last.isAtLeast) return { part: "+", expected: "disk" };
  else last.isAtLeast = true;
  return 1;
}

function readMark(scan: Scan, { text, meaning }: Token): number | Fault {
  const last = scan.parts.at(-1);
  if (last === undefined || scan.separator !== null) return { part: text, expected: "nothing" };
  return mark(last, meaning) ? 1 : { part: text, expected: "kind" };
}

function readBrackets(scan: Scan, at: number): number | Fault {
  const last = scan.parts.at(-1);
  const rest = scan.tokens.slice(at + 1, at + 1 + BRACKET_TOKENS_MAX);
  const end = rest.findIndex(({ text }) => text === ")");
  const inside = end === -1 ? rest : rest.slice(0, end);
  const text = `(${inside.map((token) => token.text).join("")}${end === -1 ? "" : ")"}`;
  if (last === undefined || end === -1 || inside.length === 0 || scan.separator !== null)
    return { part: text, expected: "kind" };
  const bad = inside.find((token) => !SEPARATORS.has(token.text) && !mark(last, token.meaning));
  return bad === undefined ? inside.length + 2 : { part: bad.text, expected: "kind" };
}

/** False when the word is no mark or says again what was said. */
function mark(part: Part, { kind, purpose, isDedicated }: Token["meaning"]): boolean {
  const { marks } = part;
  const isKind = kind !== undefined && marks.kind === undefined;
  const isPurpose = purpose !== undefined && marks.purpose === undefined;
  const isUse = isDedicated !== undefined && marks.isDedicated === undefined;
  if (!(isKind || isPurpose || isUse)) return false;
  part.marks = { ...marks, ...(isKind && { kind }), ...(isPurpose && { purpose }), ...(isUse && { isDedicated }) };
  return true;
}
