"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { routes } from "#lib/core/api/index.ts";
import type { TemplateId } from "#lib/core/api/plans.ts";
import { call } from "#lib/query/api.ts";

export interface NewCluster {
  readonly name: string;
  readonly group?: string | undefined;
  readonly template: TemplateId;
  /** Open the import right away in the new plan. */
  readonly withImport?: boolean | undefined;
}

/** Creates a cluster and opens its design. */
export function useNewCluster() {
  const router = useRouter();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, group, template }: NewCluster) =>
      call(routes.addCluster, { body: { name, template, ...(group ? { group } : {}) } }),
    onSuccess: ({ slug }, { withImport }) => {
      router.push(`/clusters/${slug}/design${withImport ? "?import=table" : ""}`);
      router.refresh();
      return queries.invalidateQueries({ queryKey: ["clusters"] });
    },
  });
}
