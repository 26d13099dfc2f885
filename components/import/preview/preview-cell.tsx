"use client";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useFieldName } from "#components/import/import-words.ts";
import { cellText } from "#lib/core/import/cells/cell-text.ts";
import type { CellProblem, ColumnField } from "#lib/core/import/draft.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { cellId } from "./shown-rows.ts";

interface PreviewCellProps {
  row: number;
  field: ColumnField;
  machine: Machine;
  problem: CellProblem | null;
  isActive: boolean;
  isEditing: boolean;
  onGo: () => void;
  onEdit: () => void;
  onCommit: (text: string, step: "stay" | "down" | "right") => void;
  onCancel: () => void;
}

const MONO: ReadonlySet<ColumnField> = new Set(["hostname", "ip", "spec", "cpu", "memory", "disk", "mac"]);

/** What the source wrote, or what was read of it; a fault keeps the person's own text. */
export function PreviewCell({ row, field, machine, problem, isActive, isEditing, ...on }: PreviewCellProps) {
  const t = useTranslations("import");
  const text = problem?.text ?? cellText(machine, field);
  const cell = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isActive) cell.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isActive]);
  const isInferred = field === "role" && machine.areRolesInferred === true;
  const look = `${MONO.has(field) ? "font-mono" : ""} ${isActive ? "outline-2 -outline-offset-2 outline-accent" : ""}`;
  return (
    <span
      ref={cell}
      role="gridcell"
      id={cellId(row, field)}
      tabIndex={-1}
      aria-selected={isActive}
      aria-invalid={problem?.isBlocking === true || undefined}
      onMouseDown={on.onGo}
      onDoubleClick={on.onEdit}
      className={`flex min-w-0 scroll-mt-9 items-center gap-1 px-2 ${look} ${problemLook(problem)}`}
    >
      {isEditing ? (
        <CellInput field={field} text={text} onCommit={on.onCommit} onCancel={on.onCancel} />
      ) : (
        <span dir="auto" className="truncate" title={text}>
          {text}
        </span>
      )}
      {isInferred && !isEditing ? <span className="shrink-0 text-text-3">{t("inferred")}</span> : null}
    </span>
  );
}

function problemLook(problem: CellProblem | null): string {
  if (problem === null) return "";
  return problem.isBlocking
    ? "underline decoration-critical decoration-wavy"
    : "underline decoration-warning decoration-dotted";
}

interface CellInputProps extends Pick<PreviewCellProps, "field" | "onCommit" | "onCancel"> {
  text: string;
}

function CellInput({ field, text, onCommit, onCancel }: CellInputProps) {
  const fieldName = useFieldName();
  const input = useRef<HTMLInputElement>(null);
  // Escape takes the field away, and losing the focus by that must not keep what was typed.
  const isDone = useRef(false);
  useEffect(() => input.current?.select(), []);
  const commit = (step: "stay" | "down" | "right") => {
    if (isDone.current) return;
    isDone.current = true;
    const typed = input.current?.value ?? text;
    if (typed === text) onCancel();
    else onCommit(typed, step);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key === "Enter") commit("down");
    else if (event.key === "Tab") commit("right");
    else if (event.key === "Escape") {
      isDone.current = true;
      onCancel();
    } else return;
    event.preventDefault();
  };
  return (
    <input
      ref={input}
      aria-label={fieldName(field)}
      defaultValue={text}
      onKeyDown={onKeyDown}
      onBlur={() => commit("stay")}
      className="w-full min-w-0 bg-surface outline-none"
    />
  );
}
