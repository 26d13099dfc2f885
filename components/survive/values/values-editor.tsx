"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Bounded } from "#components/survive/sections/bounded.tsx";
import { useLang } from "#components/survive/use-lang.ts";
import { Button } from "#components/ui/button.tsx";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { durationText } from "#lib/core/survive/words/amounts.ts";
import { valueName } from "#lib/core/survive/words/values.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";
import { usePlan, usePlanActions } from "#lib/query/plan-editor.tsx";
import { FiguresDialog, type FiguresSubject } from "./figures-dialog.tsx";

const MACHINES_SHOWN = 10;
const HEAD = "h-8 border-b px-2 text-left text-xs font-medium whitespace-nowrap text-text-2 first:pl-4";
const CELL = "border-b px-2 py-1 first:pl-4";

/** Failure figures in force, per kind and per machine; every change is an edit of the plan. */
export function ValuesEditor({ values }: { values: Analysis["values"] }) {
  const t = useTranslations("survive");
  const { canEdit } = usePlanActions();
  const machines = usePlan((plan) => plan.machines);
  const [subject, setSubject] = useState<FiguresSubject | null>(null);
  const lang = useLang();
  const nameOf = (key: string) => valueName(key, lang);
  // Machines with figures of their own have a list of their own below.
  const kinds = values.filter(({ key }) => !key.startsWith("machine:"));
  const own = machines.filter(({ reliability }) => reliability !== undefined);
  return (
    <>
      <p className="pb-2 text-sm text-text-2">{t("values.text")}</p>
      <div className="relative -mx-4 overflow-x-auto">
        <table aria-label={t("values.title")} className="w-full border-collapse text-sm">
          <thead>
            <tr>
              <th className={HEAD}>{t("values.what")}</th>
              <th className={HEAD}>{t("values.mtbf")}</th>
              <th className={HEAD}>{t("values.mttr")}</th>
              <th className={HEAD}>{t("values.source")}</th>
              <th className={HEAD}>
                <span className="sr-only">{t("values.action")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((row) => (
              <FiguresRow
                key={row.key}
                name={nameOf(row.key)}
                count={row.count}
                figures={row}
                onEdit={canEdit ? () => setSubject({ kind: "kind", key: row.key, name: nameOf(row.key), row }) : null}
              />
            ))}
          </tbody>
        </table>
      </div>
      <h3 className="pt-4 pb-1 text-sm font-semibold">{t("values.machines")}</h3>
      {own.length === 0 ? <p className="text-sm text-text-2">{t("values.noMachine")}</p> : null}
      <OwnFigures machines={own} onEdit={canEdit ? setSubject : null} />
      {canEdit ? (
        <Button size="small" className="mt-2" onClick={() => setSubject({ kind: "machine", machine: null })}>
          {t("values.addMachine")}
        </Button>
      ) : null}
      {subject === null ? null : <FiguresDialog subject={subject} onClose={() => setSubject(null)} />}
    </>
  );
}

interface OwnFiguresProps {
  machines: readonly Machine[];
  onEdit: ((subject: FiguresSubject) => void) | null;
}

function OwnFigures({ machines, onEdit }: OwnFiguresProps) {
  return (
    <Bounded entries={machines} max={MACHINES_SHOWN}>
      {(shown) => (
        <div className="relative -mx-4 overflow-x-auto">
          <table className="w-full border-collapse text-sm">
            <tbody>
              {shown.map((machine) =>
                machine.reliability === undefined ? null : (
                  <FiguresRow
                    key={machine.id}
                    name={machine.hostname}
                    count={null}
                    figures={machine.reliability}
                    onEdit={onEdit === null ? null : () => onEdit({ kind: "machine", machine })}
                  />
                ),
              )}
            </tbody>
          </table>
        </div>
      )}
    </Bounded>
  );
}

interface FiguresRowProps {
  name: string;
  /** How many elements have these figures; null = one machine. */
  count: number | null;
  figures: NonNullable<Machine["reliability"]>;
  onEdit: (() => void) | null;
}

function FiguresRow({ name, count, figures, onEdit }: FiguresRowProps) {
  const t = useTranslations("survive");
  const lang = useLang();
  return (
    <tr>
      <th scope="row" className={`${CELL} text-left font-normal`}>
        {name}
        {count === null ? null : <span className="ml-2 text-text-3">{t("values.count", { count })}</span>}
      </th>
      <td className={`${CELL} whitespace-nowrap`}>{durationText(figures.mtbfHours, lang)}</td>
      <td className={`${CELL} whitespace-nowrap`}>{durationText(figures.mttrHours, lang)}</td>
      <td className={`${CELL} text-text-2`}>{vocabularies[lang].provenances[figures.provenance]}</td>
      <td className={`${CELL} pr-4 text-right`}>
        {onEdit === null ? null : (
          <Button size="small" variant="quiet" aria-label={t("values.editNamed", { name })} onClick={onEdit}>
            {t("values.edit")}
          </Button>
        )}
      </td>
    </tr>
  );
}
