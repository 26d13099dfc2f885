"use client";
import { Tooltip as Base } from "@base-ui/react/tooltip";
import { useTranslations } from "next-intl";
import { useStore } from "zustand";
import { takeSuggestion } from "#components/plan/table/commands/commit.ts";
import type { GridKit } from "#components/plan/table/grid-kit.ts";
import type { CellAt } from "#components/plan/table/grid-store.ts";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { TableColumn } from "#lib/core/table/columns.ts";

interface Props {
  readonly kit: GridKit;
  readonly machine: Machine | undefined;
  readonly column: TableColumn | undefined;
  readonly at: CellAt;
}

/** Why the active cell did not take its text, and what it would take; over everything else, so nothing cuts it off. */
export function RefusalNote({ kit, machine, column, at }: Props) {
  const t = useTranslations("table");
  const refusal = useStore(kit.store, ({ refusals }) =>
    machine === undefined || column === undefined ? undefined : refusals.get(machine.id)?.[column],
  );
  if (refusal === undefined) return null;
  const { message, suggestion } = refusal;
  return (
    <Base.Root open>
      <Base.Portal>
        <Base.Positioner
          anchor={() => document.getElementById(`cell-${at.row}-${at.column}`)}
          side="bottom"
          align="start"
          sideOffset={2}
          collisionPadding={8}
          className="z-40 data-anchor-hidden:invisible"
        >
          <Base.Popup
            id="cell-refusal"
            role="alert"
            className="flex max-w-96 flex-col items-start gap-1.5 rounded border border-critical bg-surface px-2 py-1.5 text-sm text-critical"
            // The focus stays in the cell.
            onMouseDown={(event) => event.preventDefault()}
          >
            {message}
            {suggestion !== null && (
              <Button size="small" tabIndex={-1} onClick={() => takeSuggestion(kit)}>
                {t("useSuggestion", { suggestion })}
                <Kbd>Alt ↵</Kbd>
              </Button>
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
