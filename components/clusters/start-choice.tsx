"use client";
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useAmounts } from "#lib/i18n/amounts.ts";
import { langOf } from "#lib/i18n/locale.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";

export interface StartChoiceProps {
  /** Id of a template, `blank`, `table`, or `live`. */
  value: string;
  onChange: (value: string) => void;
}

const TEMPLATES_EXPECTED = ["T1", "T2", "T2b", "T3", "T4", "T5", "T6"];

/** Templates with their totals, a blank plan, or a table to import. */
export function StartChoice({ value, onChange }: StartChoiceProps) {
  const t = useTranslations("clusters");
  const lang = langOf(useLocale());
  const amounts = useAmounts();
  const textOf = useProblemText();
  const headingId = useId();
  const templates = useQuery({
    queryKey: ["templates"],
    queryFn: () => call(routes.listTemplates, {}),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="grid gap-1">
      <h3 id={headingId} className="text-sm font-medium text-text-2">
        {t("new.start")}
      </h3>
      <RadioGroup
        aria-labelledby={headingId}
        value={value}
        onValueChange={(next) => onChange(String(next))}
        className="grid max-h-96 gap-px overflow-y-auto rounded border bg-line"
      >
        <Start value="table" title={t("new.table")} text={t("new.tableText")} />
        <Start value="live" title={t("new.live")} text={t("new.liveText")} />
        <Start value="blank" title={t("new.blank")} text={t("new.blankText")} />
        {templates.isPending ? TEMPLATES_EXPECTED.map((id) => <StartSkeleton key={id} />) : null}
        {templates.data?.rows
          .filter(({ id }) => id !== "blank")
          .map(({ id, title, summary, totals }) => (
            <Start
              key={id}
              value={id}
              title={title[lang]}
              text={summary[lang]}
              note={t("totals", {
                machines: amounts.machines(totals.machines),
                cores: amounts.cores(totals.cpuCores),
                memory: amounts.memory(totals.memoryMiB),
                disk: amounts.disk(totals.systemDiskGB + totals.dataDiskGB),
              })}
            />
          ))}
      </RadioGroup>
      {templates.isError ? (
        <Banner tone="warning">{t("new.templatesFailed", { reason: textOf(templates.error) })}</Banner>
      ) : null}
    </div>
  );
}

interface StartProps {
  value: string;
  title: string;
  text: string;
  note?: string;
}

function Start({ value, title, text, note }: StartProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex items-start gap-3 bg-surface px-3 py-2 hover:bg-raised has-[[data-checked]]:bg-raised"
    >
      <Radio.Root
        id={id}
        value={value}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface data-checked:border-accent"
      >
        <Radio.Indicator className="size-2 rounded-full bg-accent data-unchecked:hidden" />
      </Radio.Root>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-text-2">{text}</span>
        {note === undefined ? null : <span className="block text-sm text-text-2 tabular-nums">{note}</span>}
      </span>
    </label>
  );
}

function StartSkeleton() {
  return (
    <div className="flex h-20 items-start gap-3 bg-surface px-3 py-2">
      <Skeleton className="mt-0.5 size-4" />
      <div className="grid flex-1 gap-1.5">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-3 w-3/4" />
        <Skeleton className="h-3 w-1/2" />
      </div>
    </div>
  );
}
