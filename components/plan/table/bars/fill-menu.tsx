"use client";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { clearRange, fillDown, fillRight, fillSeries } from "#components/plan/table/commands/fill.ts";
import type { GridKit } from "#components/plan/table/grid-kit.ts";
import { rangeOf } from "#components/plan/table/grid-store.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";

/** What fills a range of cells; each has its key, which people find here. */
export function FillMenu({ kit }: { readonly kit: GridKit }) {
  const t = useTranslations("table");
  const isWide = useStore(kit.store, (state) => state.active.column !== state.anchor.column);
  const isHigh = useStore(kit.store, (state) => state.active.row !== state.anchor.row);
  const count = useStore(kit.store, cellCount);
  return (
    <Menu
      heading={t("cellCount", { count })}
      trigger={
        <Button size="small" variant="quiet">
          {t("fill")}
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
        </Button>
      }
      entries={[
        { label: t("fillDown"), shortcut: "Ctrl+D", disabled: !isHigh, onSelect: () => fillDown(kit) },
        { label: t("fillRight"), shortcut: "Ctrl+R", disabled: !isWide, onSelect: () => fillRight(kit) },
        { label: t("series"), shortcut: "Ctrl+E", disabled: !isHigh, onSelect: () => fillSeries(kit) },
        "separator",
        { label: t("clear"), shortcut: "Del", onSelect: () => clearRange(kit) },
      ]}
    />
  );
}

function cellCount(state: Parameters<typeof rangeOf>[0]): number {
  const { top, bottom, left, right } = rangeOf(state);
  return (bottom - top + 1) * (right - left + 1);
}
