import { isForeignHeader, secretColumns } from "./columns/find-header.ts";
import { headerScore } from "./columns/header.ts";
import { withoutSecrets } from "./columns/secrets.ts";
import { CELL_MAX, COLUMNS_MAX, type Grid, ROWS_MAX } from "./grid.ts";
import { done, type Read, refuse } from "./refusal.ts";

export interface CleanGrid {
  readonly rows: readonly (readonly string[])[];
  /** Columns that hold passwords, tokens or keys; their cells are already empty. */
  readonly secrets: ReadonlySet<number>;
  /** Texts that looked like a credential and were taken out of other cells. */
  readonly secretCells: number;
}

const ODD_SPACES = /[\u00a0\u2000-\u200a\u202f\u3000]/g;
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]/g;

/** Cells as they are read from here on: trimmed, no-break spaces plain, nothing secret; too long ones refuse. */
export function cleanGrid(grid: Grid, headerRow: number | null): Read<CleanGrid> {
  const secrets = secretColumns(grid.rows, headerRow);
  const rows: string[][] = [];
  let secretCells = 0;
  for (const [row, source] of grid.rows.entries()) {
    const cells: string[] = [];
    for (const [column, text] of source.slice(0, COLUMNS_MAX).entries()) {
      const isSecret = secrets.has(column);
      if (!isSecret && text.length > CELL_MAX) {
        return refuse("cell-too-long", { line: grid.lineOf(row), column: column + 1, evidence: `${text.length}` });
      }
      const scrubbed = withoutSecrets(isSecret ? "" : text);
      secretCells += scrubbed.count;
      cells.push(scrubbed.text.replace(ODD_SPACES, " ").replace(INVISIBLE, "").trim());
    }
    rows.push(cells);
  }
  return done({ rows, secrets, secretCells });
}

export interface MachineRows {
  /** Indexes into the grid of the rows that describe machines. */
  readonly rows: readonly number[];
  readonly emptyRows: number;
  readonly totalRows: number;
  readonly hiddenRows: number;
  readonly otherRows: number;
}

export interface RowChoice {
  readonly headerRow: number | null;
  readonly skipHidden: boolean;
}

const TOTAL = /^(?:合计|总计|小计|总和|(?:grand |sub)?total|sum)(?:$|[\s:：(（/])|[:：]\s*\d+\s*(?:台|machines?\b)/i;

/** The rows below the header that are machines: no blank ones, no totals, no repeated header, no other table. */
export function machineRows(clean: CleanGrid, grid: Grid, { headerRow, skipHidden }: RowChoice): Read<MachineRows> {
  const first = headerRow === null ? 0 : headerRow + 1;
  const header = headerRow === null ? null : (clean.rows[headerRow] ?? []).join("\n");
  const kept: number[] = [];
  const left = { emptyRows: 0, totalRows: 0, hiddenRows: 0, otherRows: 0 };
  for (let row = first; row < clean.rows.length; row += 1) {
    const cells = clean.rows[row] ?? [];
    if (isBlank(cells)) left.emptyRows += 1;
    else if (cells.join("\n") === header) left.otherRows += 1;
    else if (row > first && isBlank(clean.rows[row - 1] ?? []) && startsOtherTable(cells)) {
      left.otherRows += clean.rows.length - row;
      break;
    } else if (isTotal(cells)) left.totalRows += 1;
    else if (skipHidden && grid.hiddenRows.has(row)) left.hiddenRows += 1;
    else kept.push(row);
    if (kept.length > ROWS_MAX) return refuse("too-many-rows", { line: grid.lineOf(row) });
  }
  return done({ rows: kept, ...left });
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === "");
}

function startsOtherTable(cells: readonly string[]): boolean {
  return isForeignHeader(cells) || headerScore(cells) >= 6;
}

/** A total stands in one of the first cells, in place of a number or a name. */
function isTotal(cells: readonly string[]): boolean {
  return cells.slice(0, 3).some((cell) => TOTAL.test(cell));
}
