"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { routes } from "#lib/core/api/index.ts";
import { DEFAULT_THRESHOLDS, type Thresholds } from "#lib/core/live/thresholds.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { SaveBar } from "./save-bar.tsx";
import { draftOf, readDraft, THRESHOLD_GROUPS, type ThresholdDraft } from "./threshold-fields.ts";
import { ThresholdGroup } from "./threshold-group.tsx";
import { useSave } from "./use-save.ts";

const KEY = ["settings", "thresholds"];

/** Every number that a verdict on a live cluster depends on. */
export function ThresholdsPanel({ canEdit }: { canEdit: boolean }) {
  const textOf = useProblemText();
  const stored = useQuery({ queryKey: KEY, queryFn: ({ signal }) => call(routes.getThresholds, { signal }) });
  if (stored.isError) return <Banner tone="critical">{textOf(stored.error)}</Banner>;
  if (stored.isPending) return <SkeletonRows rows={10} columns={4} />;
  return <ThresholdsForm stored={stored.data} canEdit={canEdit} />;
}

function ThresholdsForm({ stored, canEdit }: { stored: Thresholds; canEdit: boolean }) {
  const t = useTranslations("settings");
  const [changed, setChanged] = useState<ThresholdDraft>({});
  const draft = { ...draftOf(stored), ...changed };
  const reading = readDraft(draft);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(stored));
  const isDefault = JSON.stringify(draft) === JSON.stringify(draftOf(DEFAULT_THRESHOLDS));
  const save = useSave(KEY, (thresholds: Thresholds) => call(routes.putThresholds, { body: thresholds }));
  return (
    <form
      className="grid max-w-5xl gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (reading.ok) save.mutate(reading.thresholds, { onSuccess: () => setChanged({}) });
      }}
    >
      <p className="max-w-3xl text-text-2">{t(canEdit ? "thresholds.text" : "thresholds.readOnly")}</p>
      {THRESHOLD_GROUPS.map(({ key, names }) => (
        <ThresholdGroup
          key={key}
          title={t(`thresholds.group.${key}`)}
          names={names}
          draft={draft}
          faults={reading.ok ? {} : reading.faults}
          canEdit={canEdit}
          onChange={(change) => setChanged({ ...changed, ...change })}
        />
      ))}
      {canEdit ? (
        <SaveBar
          isChanged={isChanged}
          isDefault={isDefault}
          isReady={reading.ok}
          save={save}
          onDiscard={() => setChanged({})}
          onDefaults={() => setChanged(draftOf(DEFAULT_THRESHOLDS))}
        />
      ) : null}
    </form>
  );
}
