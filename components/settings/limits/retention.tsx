"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { routes } from "#lib/core/api/index.ts";
import { DEFAULT_RETENTION, Retention } from "#lib/core/api/settings.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { SaveBar } from "./save-bar.tsx";
import { useSave } from "./use-save.ts";

const KEY = ["settings", "retention"];
const FIELDS = ["rawHours", "minuteDays", "eventDays"] as const;
type FieldName = (typeof FIELDS)[number];
const RANGES: Readonly<Record<FieldName, readonly [number, number]>> = {
  rawHours: [6, 168],
  minuteDays: [1, 400],
  eventDays: [1, 4000],
};
type Draft = Readonly<Record<FieldName, string>>;

/** How long the live history stays. */
export function RetentionPanel() {
  const textOf = useProblemText();
  const stored = useQuery({ queryKey: KEY, queryFn: ({ signal }) => call(routes.getRetention, { signal }) });
  if (stored.isError) return <Banner tone="critical">{textOf(stored.error)}</Banner>;
  if (stored.isPending) return <SkeletonRows rows={3} columns={2} />;
  return <RetentionForm stored={stored.data} />;
}

/** An empty field of the events is "for ever". */
function draftOf({ rawHours, minuteDays, eventDays }: Retention): Draft {
  return { rawHours: String(rawHours), minuteDays: String(minuteDays), eventDays: String(eventDays ?? "") };
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.normalize("NFKC"));
}

function RetentionForm({ stored }: { stored: Retention }) {
  const t = useTranslations("settings");
  const [changed, setChanged] = useState<Partial<Draft>>({});
  const [forever, setForever] = useState<boolean | null>(null);
  const draft = { ...draftOf(stored), ...changed };
  const isForever = forever ?? stored.eventDays === null;
  const reading = Retention.safeParse({
    rawHours: numberOf(draft.rawHours),
    minuteDays: numberOf(draft.minuteDays),
    eventDays: isForever ? null : numberOf(draft.eventDays),
  });
  const wrong = new Set(reading.error?.issues.map(({ path }) => path[0]) ?? []);
  const save = useSave(KEY, (retention: Retention) => call(routes.putRetention, { body: retention }));
  const start = (next: Partial<Draft>, nextForever: boolean | null) => {
    setChanged(next);
    setForever(nextForever);
  };
  return (
    <form
      className="grid max-w-3xl gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (reading.success) save.mutate(reading.data, { onSuccess: () => start({}, null) });
      }}
    >
      <p className="text-text-2">{t("retention.text")}</p>
      <div className="grid gap-4 rounded-md border bg-surface p-4">
        {FIELDS.map((name) => (
          <Field
            key={name}
            label={t(`retention.${name}`)}
            hint={t(`retention.${name}Hint`)}
            error={wrong.has(name) ? t("retention.range", { least: RANGES[name][0], most: RANGES[name][1] }) : null}
          >
            <TextInput
              inputMode="numeric"
              className="max-w-32 text-right"
              disabled={name === "eventDays" && isForever}
              value={draft[name]}
              onChange={(event) => setChanged({ ...changed, [name]: event.target.value })}
            />
          </Field>
        ))}
        <Checkbox label={t("retention.forever")} checked={isForever} onChange={setForever} />
      </div>
      <SaveBar
        isChanged={!reading.success || JSON.stringify(reading.data) !== JSON.stringify(stored)}
        isDefault={reading.success && JSON.stringify(reading.data) === JSON.stringify(DEFAULT_RETENTION)}
        isReady={reading.success}
        save={save}
        onDiscard={() => start({}, null)}
        onDefaults={() => start(draftOf(DEFAULT_RETENTION), false)}
      />
    </form>
  );
}
