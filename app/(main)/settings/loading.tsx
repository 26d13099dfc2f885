import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function SettingsLoading() {
  return (
    <>
      <div className="flex h-10 items-center gap-6 border-b bg-surface px-7">
        {["a", "b", "c", "d", "e"].map((tab) => (
          <Skeleton key={tab} className="h-4 w-16" />
        ))}
      </div>
      <div className="w-full max-w-[90rem] p-4">
        <SkeletonRows rows={6} columns={6} />
      </div>
    </>
  );
}
