"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

export interface MoreRowsProps {
  /** What an infinite query says of its pages. */
  pages: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; readonly fetchNextPage: () => unknown };
  shown: number;
  total: number;
  /** What else is said of the rows. */
  children?: ReactNode;
}

/** Below a list that comes in pages: the next page, and how much of all is shown. */
export function MoreRows({ pages, shown, total, children }: MoreRowsProps) {
  const t = useTranslations("common");
  return (
    <footer className="flex flex-wrap items-center gap-3 text-sm text-text-2">
      {pages.hasNextPage ? (
        <Button size="small" disabled={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          {t("more")}
        </Button>
      ) : null}
      <span>{t("shown", { shown, total })}</span>
      {children}
    </footer>
  );
}
