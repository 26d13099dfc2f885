import { FIRST_COLUMNS, type TableColumn, tableColumns } from "#lib/core/table/columns.ts";

/** Widths in px, by what the columns usually hold. */
const WIDTHS: Partial<Record<TableColumn, number>> = {
  hostname: 160,
  ips: 150,
  ipToAssignIn: 150,
  roles: 176,
  spec: 168,
  disks: 168,
  os: 140,
  zone: 92,
  rack: 80,
  remark: 220,
  mac: 156,
  productUuid: 300,
  labels: 220,
  taints: 220,
};
const WIDTH = 112;

export const WIDTH_MIN = 64;
export const WIDTH_MAX = 800;

export function firstWidth(column: TableColumn): number {
  return WIDTHS[column] ?? WIDTH;
}

export function firstVisibility(): Record<string, boolean> {
  return Object.fromEntries(tableColumns.map((id) => [id, FIRST_COLUMNS.includes(id)]));
}
