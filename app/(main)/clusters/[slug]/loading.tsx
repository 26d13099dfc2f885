import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

export default function SummaryLoading() {
  return (
    <>
      <ClusterBar />
      <div className="grid w-full max-w-[100rem] items-start gap-4 p-4 lg:grid-cols-[minmax(0,2fr)_minmax(20rem,1fr)]">
        <Skeleton className="h-64 rounded-md lg:col-span-2" />
        <div className="grid gap-4">
          <Skeleton className="h-80 rounded-md" />
          <Skeleton className="h-52 rounded-md" />
        </div>
        <div className="grid gap-4">
          <Skeleton className="h-60 rounded-md" />
          <Skeleton className="h-40 rounded-md" />
          <Skeleton className="h-52 rounded-md" />
        </div>
      </div>
    </>
  );
}
