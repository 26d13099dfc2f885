import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";
import { ExportSkeleton } from "./export-skeleton.tsx";

export default function ExportLoading() {
  return (
    <>
      <ClusterBar />
      <ExportSkeleton />
    </>
  );
}
