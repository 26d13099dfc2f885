import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function OverviewLoading() {
  return (
    <div className="w-full max-w-[120rem] p-4">
      <div className="mb-3 flex items-center gap-2">
        <Skeleton className="h-8 w-72" />
        <span className="flex-1" />
        <Skeleton className="h-8 w-24" />
        <Skeleton className="h-8 w-24" />
      </div>
      <SkeletonRows rows={8} columns={10} />
    </div>
  );
}
