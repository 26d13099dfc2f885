"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

/** After a cluster was added, changed or removed: the lists of the page and of the shell are read again. */
export function useChangedClusters() {
  const router = useRouter();
  const queries = useQueryClient();
  return {
    go: (path: string) => router.push(path),
    refresh(): Promise<void> {
      router.refresh();
      return queries.invalidateQueries({ queryKey: ["clusters"] });
    },
  };
}
