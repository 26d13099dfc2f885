"use client";
import type { ReactNode } from "react";
import { useScrollReach } from "./use-scroll-reach.ts";

interface Column {
  key: string;
  title: ReactNode;
  isNumber?: boolean | undefined;
  /** When the column shows, such as `hidden md:table-cell`. */
  className?: string | undefined;
}

interface HeadedTableProps {
  label: string | undefined;
  head: ReactNode;
  children: ReactNode;
  className?: string;
}

export interface DataTableProps {
  label?: string | undefined;
  columns: readonly Column[];
  /** The rows. */
  children: ReactNode;
}

/** A table of one header row. */
export function HeadedTable({ label, head, children, className = "" }: HeadedTableProps) {
  return (
    <table aria-label={label} className={`w-full border-collapse ${className}`}>
      <thead>{head}</thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** A framed table that is read: sticky header, rows divided by lines. */
export function DataTable({ label, columns, children }: DataTableProps) {
  const { body, reach } = useScrollReach({ "aria-label": label });
  return (
    <div ref={body} {...reach} className="overflow-x-auto rounded-md border bg-surface">
      <HeadedTable
        label={label}
        className="text-sm"
        head={
          <tr>
            {columns.map(({ key, title, isNumber, className = "" }) => (
              <th
                key={key}
                className={`sticky top-0 z-10 h-8 border-b bg-surface px-2 text-xs 2xl:px-3 font-medium whitespace-nowrap text-text-2 ${isNumber ? "text-right" : "text-left"} ${className}`}
              >
                {title}
              </th>
            ))}
          </tr>
        }
      >
        {children}
      </HeadedTable>
    </div>
  );
}

/** A column that has buttons and no visible title. */
export function unseenTitle(text: string): ReactNode {
  return <span className="sr-only">{text}</span>;
}
