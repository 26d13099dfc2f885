import { guardFormula } from "#lib/core/export/formula.ts";
import { cellText } from "#lib/core/import/cells/cell-text.ts";
import type { CellProblem, ColumnField } from "#lib/core/import/draft.ts";
import type { RevisedDraft } from "./revise-draft.ts";

/** Rows as CSV for a spreadsheet: every cell quoted, CRLF, a mark for Excel, formulas neutralised. */
function writeCsv(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell) => `"${guardFormula(cell).replaceAll('"', '""')}"`).join(",");
  return `\ufeff${rows.map(line).join("\r\n")}\r\n`;
}

export interface LeftOutInput {
  readonly revised: RevisedDraft;
  readonly leftOut: ReadonlySet<number>;
  readonly fields: readonly ColumnField[];
  readonly fieldName: (field: ColumnField) => string;
  readonly problemText: (problem: CellProblem) => string;
  readonly errorHeader: string;
}

/** The rows that stay out, as they stand, with what is wrong with each in a last column. */
export function leftOutCsv({ revised, leftOut, fields, ...words }: LeftOutInput): string {
  const header = [...fields.map(words.fieldName), words.errorHeader];
  const rows = [...leftOut]
    .sort((a, b) => a - b)
    .flatMap((row) => {
      const machine = revised.machines[row];
      if (machine === undefined) return [];
      const problems = revised.problems.filter((problem) => problem.row === row);
      const cells = fields.map(
        (field) => problems.find((problem) => problem.field === field)?.text ?? cellText(machine, field),
      );
      return [[...cells, problems.map(words.problemText).join(" ")]];
    });
  return writeCsv([header, ...rows]);
}

/** An empty table to fill in, with one row that shows how. */
export function templateCsv(isZh: boolean): string {
  const header = isZh
    ? ["主机名", "IP 地址", "角色", "配置", "操作系统", "可用区", "机架", "说明"]
    : ["Host name", "IP address", "Role", "Spec", "OS", "Zone", "Rack", "Remark"];
  const role = isZh ? "控制平面 + etcd" : "control-plane + etcd";
  return writeCsv([header, ["k8s-master1", "172.30.15.21", role, "8C-32G-150G", "Ubuntu 24.04", "zone-a", "r1", ""]]);
}
