"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import { IconButton } from "#components/ui/icon-button.tsx";

const STEPS = ["select", "change", "undo", "export"] as const;

/** Four things to try in the sample plan; never in the way, gone when closed. */
export function CoachStrip() {
  const t = useTranslations("design");
  const [coach, setCoach] = useQueryState("coach");
  if (coach === null) return null;
  return (
    <section aria-label={t("coach.title")} className="flex shrink-0 items-center gap-4 border-t bg-surface px-4 py-1.5">
      <h2 className="text-sm font-semibold whitespace-nowrap">{t("coach.title")}</h2>
      <ol className="flex min-w-0 flex-1 flex-wrap gap-x-6 text-sm text-text-2">
        {STEPS.map((step, at) => (
          <li key={step}>
            <span className="mr-1.5 font-medium text-accent">{at + 1}</span>
            {t(`coach.${step}`)}
          </li>
        ))}
      </ol>
      <IconButton
        label={t("coach.close")}
        size="small"
        icon={<X size={16} strokeWidth={1.75} aria-hidden />}
        onClick={() => setCoach(null)}
      />
    </section>
  );
}
