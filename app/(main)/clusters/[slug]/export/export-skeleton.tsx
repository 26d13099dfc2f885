import { Skeleton } from "#components/ui/skeleton.tsx";

/** Options at the left, preview at the right. */
export function ExportSkeleton() {
  return (
    <div className="grid min-h-0 flex-1 grid-cols-1 gap-4 p-4 md:grid-cols-[18rem_minmax(0,1fr)]">
      <div className="grid content-start gap-3">
        <Skeleton className="h-24" />
        <Skeleton className="h-40" />
        <Skeleton className="h-8 w-32" />
      </div>
      <Skeleton className="h-full min-h-80 rounded-md" />
    </div>
  );
}
