import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";
import { PartsSkeleton } from "#components/survive/survive-page.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

export default function SurviveLoading() {
  return (
    <>
      <ClusterBar />
      <div className="grid w-full max-w-[120rem] gap-4 p-4">
        <Skeleton className="h-64 rounded-md" />
        <PartsSkeleton />
      </div>
    </>
  );
}
