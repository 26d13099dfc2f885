import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function MachinesLoading() {
  return (
    <div className="w-full max-w-[120rem] p-4">
      <div className="mb-3 flex items-center gap-2">
        <Skeleton className="h-8 w-80" />
        <Skeleton className="h-8 w-28" />
        <Skeleton className="h-8 w-28" />
      </div>
      <SkeletonRows rows={16} columns={8} />
    </div>
  );
}
