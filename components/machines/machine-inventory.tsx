"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { MoreRows } from "#components/ui/more-rows.tsx";
import type { InventoryRow } from "#lib/core/api/plans.ts";
import { totalsOf } from "#lib/core/plan/totals.ts";
import { useAmounts } from "#lib/i18n/amounts.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { InventoryBar, type Place } from "./inventory-bar.tsx";
import { InventoryTable } from "./inventory-table.tsx";
import { type MachinePage, useMachineFilter, useMachinePages } from "./machine-filter.ts";
import { rowKey } from "./machine-page.ts";
import { MoveDialog } from "./move-dialog.tsx";

export interface MachineInventoryProps {
  initial: MachinePage;
  /** Clusters that machines can be moved into. */
  places: readonly Place[];
  canEdit: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Machines of all clusters and of none: search, duplicates, totals, import, move. */
export function MachineInventory({ initial, places, canEdit }: MachineInventoryProps) {
  const t = useTranslations("machines");
  const textOf = useProblemText();
  const [filter, setFilter] = useMachineFilter();
  const [selected, setSelected] = useState(NOTHING);
  const [isMoving, setMoving] = useState(false);
  const pages = useMachinePages(filter, initial);
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  const chosen = rows.filter((row) => selected.has(rowKey(row)));
  return (
    <div className="flex w-full max-w-[120rem] flex-1 flex-col gap-3 p-4">
      <h1 className="sr-only">{t("title")}</h1>
      <InventoryBar
        filter={filter}
        onFilter={(change) => void setFilter(change)}
        places={places}
        canEdit={canEdit}
        selectedCount={chosen.length}
        onMove={() => setMoving(true)}
        onClear={() => setSelected(NOTHING)}
      />
      {pages.isError ? <Banner tone="critical">{textOf(pages.error)}</Banner> : null}
      {rows.length === 0 && !pages.isError ? <NoRows isWhole={isWhole(filter)} /> : null}
      {rows.length > 0 ? (
        <InventoryTable rows={rows} selected={selected} onSelect={setSelected} canEdit={canEdit} />
      ) : null}
      <MoreRows pages={pages} shown={rows.length} total={total}>
        <Sums rows={chosen.length > 0 ? chosen : rows} />
      </MoreRows>
      {canEdit ? (
        <MoveDialog
          open={isMoving}
          onOpenChange={setMoving}
          rows={chosen}
          places={places}
          onMoved={() => setSelected(NOTHING)}
        />
      ) : null}
    </div>
  );
}

function isWhole({ q, place, role, duplicates }: ReturnType<typeof useMachineFilter>[0]): boolean {
  return q === "" && place === "" && role === null && !duplicates;
}

function NoRows({ isWhole }: { isWhole: boolean }) {
  const t = useTranslations("machines");
  return isWhole ? (
    <Empty title={t("none.title")} text={t("none.text")} />
  ) : (
    <Empty title={t("noMatch.title")} text={t("noMatch.text")} />
  );
}

/** Totals of the chosen machines, else of those shown. */
function Sums({ rows }: { rows: readonly InventoryRow[] }) {
  const t = useTranslations("machines");
  const amounts = useAmounts();
  const totals = totalsOf(rows.map(({ machine }) => machine));
  return (
    <span>
      {t("sums", {
        machines: amounts.machines(totals.machines),
        cores: amounts.cores(totals.cpuCores),
        memory: amounts.memory(totals.memoryMiB),
        disk: amounts.disk(totals.systemDiskGB + totals.dataDiskGB),
      })}
    </span>
  );
}
