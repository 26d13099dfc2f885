"use client";
import { useMutation } from "@tanstack/react-query";
import { routes } from "#lib/core/api/index.ts";
import type { TemplateId } from "#lib/core/api/plans.ts";
import { call } from "#lib/query/api.ts";
import { useChangedClusters } from "./changed-clusters.ts";

export interface NewCluster {
  readonly name: string;
  readonly group?: string | undefined;
  readonly template: TemplateId;
  /** What opens with the design: the import, or the hints of the sample; or the connection instead of the design. */
  readonly opens?: "import" | "coach" | "connect" | undefined;
}

/** Creates a cluster and opens its design. */
export function useNewCluster() {
  const { go, refresh } = useChangedClusters();
  return useMutation({
    mutationFn: ({ name, group, template }: NewCluster) =>
      call(routes.addCluster, { body: { name, template, ...(group ? { group } : {}) } }),
    onSuccess: ({ slug }, { opens }) => {
      const design = `/clusters/${slug}/design${opens === undefined ? "" : `?${opens}=1`}`;
      go(opens === "connect" ? `/clusters/${slug}/connect` : design);
      return refresh();
    },
  });
}
