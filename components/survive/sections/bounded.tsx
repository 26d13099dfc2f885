"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";

export interface BoundedProps<Entry> {
  entries: readonly Entry[];
  /** How many are shown before someone asks for more, and how many more each time. */
  max: number;
  children: (shown: readonly Entry[]) => ReactNode;
}

/** A list that says "showing x of y" instead of growing without end. */
export function Bounded<Entry>({ entries, max, children }: BoundedProps<Entry>) {
  const common = useTranslations("common");
  const [limit, setLimit] = useState(max);
  const shown = entries.slice(0, limit);
  return (
    <>
      {children(shown)}
      {shown.length < entries.length ? (
        <p className="mt-2 flex items-center gap-3 text-sm text-text-2">
          {common("shown", { shown: shown.length, total: entries.length })}
          <Button size="small" onClick={() => setLimit(limit + max)}>
            {common("more")}
          </Button>
        </p>
      ) : null}
    </>
  );
}
