"use client";
import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { useProblemText } from "#lib/i18n/problem-text.ts";

export interface SaveBarProps {
  isChanged: boolean;
  isDefault: boolean;
  /** Nothing in the form is wrong. */
  isReady: boolean;
  save: { readonly isPending: boolean; readonly error: Error | null };
  onDiscard: () => void;
  onDefaults: () => void;
}

/** Save, discard, defaults: stays in reach below a long form. */
export function SaveBar({ isChanged, isDefault, isReady, save, onDiscard, onDefaults }: SaveBarProps) {
  const t = useTranslations("settings");
  const textOf = useProblemText();
  return (
    <div className="sticky bottom-0 grid gap-2 border-t bg-bg py-3">
      {save.error === null ? null : (
        <Banner tone="critical" isAlert>
          {textOf(save.error)}
        </Banner>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" disabled={!isChanged || !isReady || save.isPending}>
          {t("limits.save")}
        </Button>
        <Button disabled={!isChanged || save.isPending} onClick={onDiscard}>
          {t("limits.discard")}
        </Button>
        <Button variant="quiet" disabled={isDefault || save.isPending} onClick={onDefaults}>
          {t("limits.defaults")}
        </Button>
        <span role="status" className="text-sm text-text-2">
          {isReady ? null : t("limits.wrong")}
          {isReady && isChanged ? t("limits.unsaved") : null}
        </span>
      </div>
    </div>
  );
}
