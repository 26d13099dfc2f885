"use client";
import { useFormatter, useTranslations } from "next-intl";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { useSaveState } from "#lib/query/plan-editor.tsx";
import type { SaveState } from "#lib/query/plan-sync.ts";

/** "Saved 12:03:11 - v17" in the toolbar; trouble in one word, the banner says the rest. */
export function SaveText() {
  const save = useSaveState();
  const text = useSaveText()(save);
  const isTrouble = save.kind !== "saved" && save.kind !== "saving";
  return (
    <span className="flex items-center gap-1.5 text-sm whitespace-nowrap text-text-2">
      {isTrouble ? <StateGlyph state={save.kind === "refused" ? "critical" : "warning"} size={12} /> : null}
      {text}
    </span>
  );
}

export function useClock(): (atMs: number) => string {
  const format = useFormatter();
  return (atMs) =>
    format.dateTime(new Date(atMs), { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
}

function useSaveText(): (save: SaveState) => string {
  const t = useTranslations("design");
  const clock = useClock();
  return (save) => {
    switch (save.kind) {
      case "saved":
        return t("save.saved", { time: clock(save.atMs), version: save.version });
      case "saving":
        return t("save.saving", { count: save.pending });
      case "offline":
        return t("save.offlineShort");
      case "refused":
        return t("save.refusedShort");
      case "conflict":
        return t("save.conflictShort");
    }
  };
}
