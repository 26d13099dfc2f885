import { DesignSkeleton } from "#components/plan/design/design-skeleton.tsx";
import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";

export default function DesignLoading() {
  return (
    <>
      <ClusterBar />
      <DesignSkeleton />
    </>
  );
}
