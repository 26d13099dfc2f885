import type { Disk, Spec } from "#lib/core/plan/machine.ts";
import { coresFrom, DISKS_MAX, diskFrom, memoryFrom } from "./figures.ts";
import { isColon, type Label, type SizeUnit, type Token, unitBehind } from "./tokens.ts";

type Figure = {
  readonly digits: string;
  readonly unit: SizeUnit | "cores" | null;
  readonly count: number;
  readonly label: Label | null;
};

/**
 * What a refused text most likely meant: its numbers in the order cores, memory, disks, with the missing units
 * filled in. A correction to click, never taken silently; null when the numbers make no machine.
 */
export function likelySpec(tokens: readonly Token[]): Spec | null {
  const figures = figuresOf(tokens);
  const cores = figures.find(({ unit, label }) => label === "cores" || unit === "cores") ?? figures.find(isBare);
  const sizes = figures.filter((figure) => figure !== cores && figure.unit !== "cores");
  const memory = sizes.find(({ label }) => label === "memory") ?? sizes.find(({ label }) => label === null);
  if (cores === undefined || memory === undefined || !figures.every(({ count }) => isCount(count))) return null;
  const cpuCores = coresFrom(inAll(cores));
  const memoryMiB = memoryFrom(inAll(memory), sizeUnit(memory));
  const disks = sizes.filter((figure) => figure !== memory).map(disksFrom);
  if (cpuCores === null || memoryMiB === null || disks.includes(null)) return null;
  const all = disks.flatMap((group) => group ?? []);
  return all.length > DISKS_MAX ? null : { cpuCores, memoryMiB, disks: all };
}

/** Two processors of 8 cores, or two modules of 16 G, are one figure of a machine. */
function inAll({ digits, count }: Figure): string {
  return String(Number(digits) * count);
}

function isBare({ unit, label, count }: Figure): boolean {
  return unit === null && label === null && count === 1;
}

function sizeUnit({ unit }: Figure): SizeUnit {
  return unit === null || unit === "cores" ? "G" : unit;
}

function disksFrom(figure: Figure): Disk[] | null {
  const sizeGB = diskFrom(figure.digits, sizeUnit(figure));
  return sizeGB === null ? null : Array.from({ length: figure.count }, () => ({ sizeGB }));
}

function figuresOf(tokens: readonly Token[]): Figure[] {
  const figures: Figure[] = [];
  let label: Label | null = null;
  let count = 1;
  for (const [at, { type, text, meaning }] of tokens.entries()) {
    const isNamed = meaning.label !== undefined && (tokens[at - 1]?.type !== "number" || isColon(tokens[at + 1]));
    if (isNamed) label = meaning.label ?? null;
    if (type !== "number") continue;
    if (isStrangeWord(tokens[at + 1])) continue;
    const last = figures.at(-1);
    if (tokens[at + 1]?.meaning.isTimes === true && hasUnit(tokens, at + 2)) count = Number(text);
    else if (last !== undefined && tokens[at - 1]?.meaning.isTimes === true && hasUnit(tokens, at - 3)) {
      figures.splice(-1, 1, { ...last, count: Number(text) });
    } else {
      figures.push({ digits: text, unit: unitBehind(tokens, at), count, label });
      label = null;
      count = 1;
    }
  }
  return figures;
}

function isCount(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= DISKS_MAX;
}

// `16 线程`: a number of something else. A strange Latin word is more likely a mistyped unit.
function isStrangeWord(token: Token | undefined): boolean {
  return token?.type === "word" && Object.keys(token.meaning).length === 0 && !/^[a-z]/i.test(token.text);
}

function hasUnit(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.type === "number" && tokens[at + 1]?.meaning.unit !== undefined;
}
