"use client";
import { Copy, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CHOICES } from "#components/plan/table/cells/choices.ts";
import { duplicateMachines, removeMachines } from "#components/plan/table/commands/rows.ts";
import { type GridKit, run } from "#components/plan/table/grid-kit.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { Machine } from "#lib/core/plan/machine.ts";
import { pasteBlock } from "#lib/core/table/block.ts";
import { type TableColumn, tableCells } from "#lib/core/table/columns.ts";
import { usePlan } from "#lib/query/plan-editor.tsx";
import { useSelection } from "#lib/query/selection.ts";

const BULK_COLUMNS: readonly TableColumn[] = [
  "roles",
  "zone",
  "rack",
  "hypervisor",
  "pool",
  "site",
  "powerFeed",
  "switch",
  "os",
  "spec",
  "arch",
  "sshUser",
  "remark",
];

/** One value for all picked machines, as one step; duplicate; remove. */
export function BulkBar({ kit }: { readonly kit: GridKit }) {
  const t = useTranslations("table");
  const picked = useSelection(({ ids }) => ids);
  // On the canvas endpoints and services can be picked too; the table is about machines.
  const ids = usePlan((plan) => plan.machines)
    .filter(({ id }) => picked.has(id))
    .map(({ id }) => id);
  if (ids.length === 0) return null;
  return (
    <span className="flex items-center gap-1">
      <span className="text-sm text-text-2 tabular-nums">{t("picked", { count: ids.length })}</span>
      <SetValue kit={kit} />
      <IconButton
        label={t("duplicate")}
        size="small"
        icon={<Copy size={14} strokeWidth={1.75} aria-hidden />}
        onClick={() => duplicateMachines(kit, ids)}
      />
      <IconButton
        label={t("remove")}
        shortcut="Ctrl Del"
        size="small"
        icon={<Trash2 size={14} strokeWidth={1.75} aria-hidden />}
        onClick={() => removeMachines(kit, ids)}
      />
    </span>
  );
}

function SetValue({ kit }: { readonly kit: GridKit }) {
  const t = useTranslations("table");
  const [isOpen, setOpen] = useState(false);
  const [column, setColumn] = useState<TableColumn>("zone");
  const [text, setText] = useState("");
  const [error, setError] = useState<string | null>(null);
  const apply = () => {
    const { ids } = useSelection.getState();
    const machines = kit.plan().machines.filter(({ id }) => ids.has(id));
    const { edit, problems } = pasteBlock({ machines, columns: [column] }, text);
    const [problem] = problems;
    setError(problem === undefined ? null : kit.cellText(problem));
    if (problem === undefined && (edit === null || run(kit, edit))) setOpen(false);
  };
  return (
    <Popover
      title={t("setForAll")}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" variant="quiet">
          {t("set")}
        </Button>
      }
    >
      <form
        className="flex w-72 flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <Select
          label={t("field")}
          value={column}
          onChange={setColumn}
          options={BULK_COLUMNS.map((value) => ({ value, label: t(`columns.${value}`) }))}
        />
        <TextInput
          aria-label={t(`columns.${column}`)}
          list="bulk-choices"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-invalid={error !== null}
        />
        <datalist id="bulk-choices">
          {(CHOICES[column] ?? valuesIn(kit.plan().machines, column)).map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
        {error !== null && (
          <p role="alert" className="text-sm text-critical">
            {error}
          </p>
        )}
        <Button type="submit" variant="primary" size="small">
          {t("apply")}
        </Button>
      </form>
    </Popover>
  );
}

const CHOICES_MAX = 50;

/** What other machines of the plan have there already. */
function valuesIn(machines: readonly Machine[], column: TableColumn): readonly string[] {
  const values = new Set(machines.map(tableCells[column].write));
  values.delete("");
  return [...values].slice(0, CHOICES_MAX);
}
