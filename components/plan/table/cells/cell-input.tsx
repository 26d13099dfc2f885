"use client";
import { useTranslations } from "next-intl";
import { useContext, useLayoutEffect, useRef } from "react";
import type { GridStore } from "#components/plan/table/grid-store.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { type TableColumn, tableCells } from "#lib/core/table/columns.ts";
import { CHOICES } from "./choices.ts";
import { CommitContext } from "./commit-context.ts";

interface Props {
  readonly store: GridStore;
  readonly machine: Machine;
  readonly column: TableColumn;
  readonly look: string;
  readonly refused: string | null;
  readonly isEditing: boolean;
  readonly canEdit: boolean;
}

/**
 * The text field of the active cell. It is there, unseen and with its text selected, before anything is typed:
 * an input method (Chinese, Japanese) only starts in a field that had the focus when the first key went down.
 */
export function CellInput({ store, machine, column, look, refused, isEditing, canEdit }: Props) {
  const t = useTranslations("table");
  const commit = useContext(CommitContext);
  const value = tableCells[column].write(machine);
  const isBad = refused !== null;
  const { field, isTyped } = useHeldField(store, refused ?? value, isEditing);
  const choices = canEdit && isEditing ? CHOICES[column] : undefined;
  const start = () => {
    if (!canEdit || isEditing) return;
    isTyped.current = true;
    store.getState().startEditing(value);
  };
  const seen = isBad ? "border-critical" : "border-accent";
  return (
    <>
      <input
        ref={field}
        aria-label={t("cellLabel", { column: t(`columns.${column}`), hostname: machine.hostname })}
        aria-invalid={isBad || undefined}
        aria-describedby={isBad ? "cell-refusal" : undefined}
        autoComplete="off"
        spellCheck={false}
        readOnly={!canEdit}
        list={choices === undefined ? undefined : "cell-choices"}
        className={`absolute inset-0 z-10 w-full min-w-0 border-2 bg-surface px-1 text-sm outline-none ${look} ${isEditing ? seen : "pointer-events-none opacity-0"}`}
        onInput={start}
        onCompositionStart={start}
        onBlur={(event) => {
          // A window that goes to the back blurs its field too, but keeps it as the active element.
          const isWindow = document.activeElement === event.currentTarget;
          if (isEditing && !isWindow) commit({ text: event.currentTarget.value, next: "stay" });
        }}
      />
      {choices !== undefined && (
        <datalist id="cell-choices">
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** Holds the cell's text, selected, until editing starts; then it belongs to the person. */
function useHeldField(store: GridStore, text: string, isEditing: boolean) {
  const field = useRef<HTMLInputElement>(null);
  // What is typed replaces the selected text, and an input method must find it selected still.
  const isTyped = useRef(false);
  useLayoutEffect(() => {
    const input = field.current;
    if (input === null) return;
    if (isEditing) {
      if (!isTyped.current) input.setSelectionRange(input.value.length, input.value.length);
      return;
    }
    isTyped.current = false;
    input.value = text;
    if (!store.getState().isFocused) return;
    input.focus({ preventScroll: true });
    input.select();
  }, [store, text, isEditing]);
  return { field, isTyped };
}
