import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useKit } from "#components/canvas/canvas-kit.ts";
import { INLINE_FIELDS, type InlineField, useCanvas } from "#components/canvas/canvas-state.ts";
import { focusWhenDrawn } from "#components/canvas/keyboard/navigate.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { specOf } from "#lib/core/plan/spec-text.ts";
import { addressEdit, hostNameEdit, type SpecRefusal, specEdit, type TypedEdit } from "./field-edits.ts";
import { SpecProblem } from "./spec-problem.tsx";

interface InlineInputProps {
  machineId: string;
  field: InlineField;
}

function textOf(machine: Machine, field: InlineField): string {
  switch (field) {
    case "hostname":
      return machine.hostname;
    case "ip":
      return machine.ips[0] ?? "";
    case "spec":
      return specOf(machine) ?? "";
  }
}

function editOf(machine: Machine, field: InlineField, text: string): TypedEdit {
  switch (field) {
    case "hostname":
      return hostNameEdit(machine, text);
    case "ip":
      return addressEdit(machine, text);
    case "spec":
      return text.trim() === (specOf(machine) ?? "") ? { ok: true, edit: null } : specEdit([machine.id], text);
  }
}

/** A field of a card while it is typed: Enter and leaving it store, Tab goes on, Escape takes it back. */
export function InlineInput({ machineId, field }: InlineInputProps) {
  const t = useTranslations("canvas");
  const kitRef = useKit();
  const ref = useRef<HTMLInputElement>(null);
  const machine = kitRef.current?.machines.get(machineId);
  const [text, setText] = useState(() => (machine === undefined ? "" : textOf(machine, field)));
  const [refusal, setRefusal] = useState<SpecRefusal | "refused" | null>(null);
  useEffect(() => ref.current?.select(), []);

  const store = (value: string): boolean => {
    const kit = kitRef.current;
    if (machine === undefined || kit === null) return true;
    const typed = editOf(machine, field, value);
    if (!typed.ok) {
      setRefusal(typed.refusal);
      return false;
    }
    const isStored = typed.edit === null || kit.post(typed.edit);
    if (!isStored) setRefusal("refused");
    return isStored;
  };
  const close = (next: InlineField | null) => {
    useCanvas.getState().patch({ editing: next === null ? null : { machineId, field: next } });
    if (next === null) focusWhenDrawn(machineId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close(null);
    else if (event.key === "Enter" && store(text)) close(null);
    else if (event.key === "Tab" && store(text)) close(neighbour(field, event.shiftKey));
    if (event.key === "Escape" || event.key === "Enter" || event.key === "Tab") event.preventDefault();
    event.stopPropagation();
  };
  const onBlur = () => {
    const isStillHere = useCanvas.getState().editing?.field === field;
    if (isStillHere && refusal === null && store(text)) useCanvas.getState().patch({ editing: null });
  };
  return (
    <span className="pointer-events-auto relative flex min-w-0 flex-1">
      <input
        ref={ref}
        autoComplete="off"
        spellCheck={false}
        aria-label={t(`inline.${field}`, { machine: machine?.hostname ?? "" })}
        aria-invalid={refusal !== null}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setRefusal(null);
        }}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
        // The browser's own menu, with its clipboard, and not the card's.
        onContextMenu={(event) => event.stopPropagation()}
        className={`canvas-inline w-full min-w-0 rounded border bg-surface px-1 font-mono text-text text-xs outline-none ${refusal === null ? "border-accent" : "border-critical underline decoration-critical decoration-wavy"}`}
      />
      {refusal === null || refusal === "refused" ? null : (
        <SpecProblem
          refusal={refusal}
          onTake={(suggestion) => {
            setText(suggestion);
            if (store(suggestion)) close(null);
          }}
          className="absolute top-full left-0 z-10 mt-1 w-64 rounded-md border border-critical bg-raised p-2"
        />
      )}
    </span>
  );
}

function neighbour(field: InlineField, isBack: boolean): InlineField | null {
  return INLINE_FIELDS[INLINE_FIELDS.indexOf(field) + (isBack ? -1 : 1)] ?? null;
}
