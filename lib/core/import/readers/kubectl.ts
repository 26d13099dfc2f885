import { plainSheet, ROWS_MAX, type Sheet, SPARE_ROWS } from "#lib/core/import/grid.ts";
import { done, type Read, refuse } from "#lib/core/import/refusal.ts";

const HEADER = /^\s*NAME\s+STATUS\s+ROLES\s+AGE\s+VERSION\b/;

export function isKubectl(text: string): boolean {
  return text.split(/\r\n|\r|\n/).some((line) => HEADER.test(line));
}

/**
 * `kubectl get nodes [-o wide]`: columns start where their header starts, so that values of several words
 * (`Ubuntu 24.04.1 LTS`) stay whole. Prompt lines above and empty lines are left out.
 */
export function readKubectl(text: string): Read<readonly Sheet[]> {
  const source = text.split(/\r\n|\r|\n/);
  const header = source.findIndex((line) => HEADER.test(line));
  const starts = startsOf(source[header] ?? "");
  const rows: string[][] = [];
  const lines: number[] = [];
  for (const [index, line] of source.entries()) {
    if (index < header || line.trim() === "") continue;
    if (rows.length > ROWS_MAX + SPARE_ROWS) return refuse("too-many-rows", { line: index + 1 });
    const cells = cut(line, starts);
    rows.push(index === header ? cells.map((cell) => (cell === "VERSION" ? "KUBELET-VERSION" : cell)) : cells);
    lines.push(index + 1);
  }
  return done([plainSheet("#1", rows, lines)]);
}

function startsOf(header: string): number[] {
  return [...header.matchAll(/\S+(?: \S+)*/g)].map((match) => match.index);
}

/** Cuts at the header's positions; where a value crosses one (a pasted text lost its padding), at runs of spaces. */
function cut(line: string, starts: readonly number[]): string[] {
  const isAligned = starts.every((start) => start === 0 || start >= line.length || line[start - 1] === " ");
  const cells = isAligned
    ? starts.map((start, index) => line.slice(start, starts[index + 1] ?? line.length))
    : line.trim().split(/\s{2,}|\t+/);
  return cells.map((cell) => (/^<(?:none|unknown)>$/.test(cell.trim()) ? "" : cell.trim()));
}
