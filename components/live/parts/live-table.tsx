import type { ReactNode } from "react";
import { HostName } from "#components/canvas/machine/host-name.tsx";
import { HeadedTable } from "#components/ui/data-table.tsx";

interface LiveColumn {
  readonly key: string;
  readonly title: string;
  readonly isNumber?: boolean;
  /** The title is only spoken. */
  readonly isUnseen?: boolean;
}

/** A dense table inside a block. */
export function LiveTable({
  label,
  columns,
  children,
}: {
  label: string;
  columns: readonly LiveColumn[];
  children: ReactNode;
}) {
  return (
    <HeadedTable
      label={label}
      head={
        <tr className="border-b text-xs text-text-2">
          {columns.map(({ key, title, isNumber, isUnseen }) => (
            <th
              key={key}
              className={`h-7 pr-3 font-medium whitespace-nowrap last:pr-0 ${isNumber ? "text-right" : "text-left"}`}
            >
              {isUnseen ? <span className="sr-only">{title}</span> : title}
            </th>
          ))}
        </tr>
      }
    >
      {children}
    </HeadedTable>
  );
}

/** Names of machines may be long, and the age at the end of the row must stay in sight; the pointer shows the whole. */
export function LiveName({ children }: { children: string }) {
  return (
    <span className="inline-flex max-w-32 align-bottom 2xl:max-w-80" title={children}>
      <HostName name={children} />
    </span>
  );
}

export function LiveRow({ children }: { children: ReactNode }) {
  return <tr className="border-b last:border-b-0 [&>td]:h-8 [&>td]:pr-3 [&>td:last-child]:pr-0">{children}</tr>;
}
