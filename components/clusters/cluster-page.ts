import type { ListedCluster } from "#lib/core/api/plans.ts";

/** Rows per page of the overview, the same on the server and in the browser. */
export const CLUSTERS_PAGE = 100;

export interface ClusterPage {
  rows: ListedCluster[];
  nextCursor: string | null;
  total: number;
}
