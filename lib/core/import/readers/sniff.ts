import { headerScore } from "#lib/core/import/columns/header.ts";

const CANDIDATES = ["\t", ",", ";", "|"] as const;
const PROBE_LINES = 50;

/** The delimiter under which the first lines look most like a table: known headers first, then even rows. */
export function sniffDelimiter(text: string): string {
  const lines = text
    .slice(0, 100_000)
    .split(/\r\n|\r|\n/)
    .slice(0, PROBE_LINES)
    .filter((line) => line.trim() !== "");
  const ranked = CANDIDATES.map((delimiter) => ({ delimiter, score: scoreOf(lines, delimiter) }));
  return ranked.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

function scoreOf(lines: readonly string[], delimiter: string): number {
  const rows = lines.map((line) => splitOutsideQuotes(line, delimiter));
  const headers = Math.max(0, ...rows.map(headerScore));
  const counts = rows.map((row) => row.length).filter((count) => count > 1);
  const common = Math.max(0, ...counts.map((count) => counts.filter((other) => other === count).length));
  const evenness = lines.length === 0 ? 0 : common / lines.length;
  return headers * 2 + evenness;
}

function splitOutsideQuotes(line: string, delimiter: string): string[] {
  const cells = [""];
  let isQuoted = false;
  for (const sign of line) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (sign === delimiter && !isQuoted) cells.push("");
    else cells[cells.length - 1] += sign;
  }
  return cells;
}
