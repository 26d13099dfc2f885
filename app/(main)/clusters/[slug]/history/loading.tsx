import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export default function HistoryLoading() {
  return (
    <>
      <ClusterBar />
      <div className="grid w-full max-w-[110rem] items-start gap-4 p-4 lg:grid-cols-[minmax(22rem,2fr)_minmax(0,3fr)]">
        <SkeletonRows rows={14} columns={2} />
        <SkeletonRows rows={8} columns={4} />
      </div>
    </>
  );
}
