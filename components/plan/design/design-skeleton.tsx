import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

/** The panes of the design before their content is there. */
export function DesignSkeleton() {
  return (
    <div aria-busy className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="grid flex-1 content-start gap-6 p-6">
          <Skeleton className="h-6 w-2/3" />
          {["entry", "control", "workers"].map((lane) => (
            <div key={lane} className="flex gap-6">
              <Skeleton className="h-21 w-55" />
              <Skeleton className="h-21 w-55" />
              <Skeleton className="h-21 w-55" />
            </div>
          ))}
        </div>
        <div className="h-75 overflow-hidden border-t">
          <SkeletonRows rows={9} columns={7} />
        </div>
      </div>
      <div className="w-80 border-l max-md:hidden">
        <InspectorSkeleton />
      </div>
    </div>
  );
}

export function InspectorSkeleton() {
  return (
    <div aria-busy className="p-4">
      <Skeleton className="mb-4 h-5 w-40" />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}
