/** Rows per page of the inventory, the same on the server and in the browser. */
export const MACHINES_PAGE = 200;

/** A machine of the inventory across clusters: ids are unique per cluster only. */
export function rowKey(row: { slug: string; machine: { id: string } }): string {
  return `${row.slug}/${row.machine.id}`;
}
