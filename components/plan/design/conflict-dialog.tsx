"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { Conflict } from "#lib/core/api/plans.ts";
import { useChangeWords } from "#lib/i18n/change-words.ts";
import { Time } from "#lib/i18n/time.tsx";
import { usePlanActions } from "#lib/query/plan-editor.tsx";

type Side = "mine" | "theirs";

/** The server names the machine of a conflict itself. */
const NO_NAMES = new Map<string, string>();
const HEAD = "h-8 border-b px-2 text-left text-xs font-medium whitespace-nowrap text-text-2 first:pl-0";
const CELL = "max-w-56 border-b px-2 py-2 align-top break-words first:pl-0";

export interface ConflictDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  conflicts: readonly Conflict[];
}

/** Field by field: what it was, what they made of it, what this person made of it, and which to keep. */
export function ConflictDialog({ open, onOpenChange, conflicts }: ConflictDialogProps) {
  const t = useTranslations("design");
  const { resolve } = usePlanActions();
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="large"
      title={t("conflict.title")}
      description={t("conflict.text")}
      footer={
        <>
          <Button onClick={() => resolve("theirs")}>{t("conflict.allTheirs")}</Button>
          <Button onClick={() => resolve("mine")}>{t("conflict.allYours")}</Button>
          <Button variant="primary" onClick={() => resolve(sides)}>
            {t("conflict.apply")}
          </Button>
        </>
      }
    >
      <div className="overflow-x-auto">
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr>
              <th className={HEAD}>{t("conflict.field")}</th>
              <th className={HEAD}>{t("conflict.base")}</th>
              <th className={HEAD}>{t("conflict.theirs")}</th>
              <th className={HEAD}>{t("conflict.yours")}</th>
              <th className={HEAD}>{t("conflict.choice")}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((conflict) => (
              <ConflictRow
                key={conflict.path}
                conflict={conflict}
                side={sides[conflict.path] ?? "theirs"}
                onSide={(side) => setSides({ ...sides, [conflict.path]: side })}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}

interface ConflictRowProps {
  conflict: Conflict;
  side: Side;
  onSide: (side: Side) => void;
}

function ConflictRow({ conflict, side, onSide }: ConflictRowProps) {
  const t = useTranslations("design");
  const words = useChangeWords();
  const { path, base, theirs, yours, by, at } = conflict;
  const isOfMachine = path.startsWith("machines/");
  const subject = isOfMachine ? conflict.subject : words.subject({ path, before: base, after: theirs }, NO_NAMES);
  const field = words.field(path);
  return (
    <tr>
      <th scope="row" className={`${CELL} text-left font-normal`}>
        <span className={isOfMachine ? "font-mono" : ""}>{subject}</span>
        {field === null ? null : <span className="block text-text-2">{field}</span>}
      </th>
      <td className={`${CELL} text-text-2`}>{words.value(path, base)}</td>
      <td className={CELL}>
        {words.value(path, theirs)}
        <span className="block text-xs text-text-3">
          {by} · <Time at={at} as="age" />
        </span>
      </td>
      <td className={CELL}>{words.value(path, yours)}</td>
      <td className={`${CELL} text-right`}>
        <Segmented
          size="small"
          label={t("conflict.keep", { field: field ?? subject })}
          value={side}
          onChange={onSide}
          tabs={[
            { value: "theirs", label: t("conflict.theirs") },
            { value: "mine", label: t("conflict.yours") },
          ]}
        />
      </td>
    </tr>
  );
}
