/** A still block of the size of what will come. */
export function Skeleton({ className = "h-4 w-full" }: { className?: string | undefined }) {
  return <div aria-hidden className={`rounded bg-raised ${className}`} />;
}

/** Rows of a table that is on its way: same row height, same column count. */
export function SkeletonRows({ rows, columns }: { rows: number; columns: number }) {
  const widths = ["w-3/4", "w-1/2", "w-2/3", "w-1/3"];
  return (
    <div aria-hidden className="overflow-hidden rounded-md border">
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row, rowAt) => (
        <div key={row} className="flex h-8 items-center gap-4 border-b px-3 last:border-b-0">
          {Array.from({ length: columns }, (_, column) => `${row}-${column}`).map((cell, columnAt) => (
            <div key={cell} className="flex-1">
              <div className={`h-3 rounded bg-raised ${widths[(rowAt + columnAt) % widths.length]}`} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
