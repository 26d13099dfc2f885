"use client";
import { useTranslations } from "next-intl";

const STEPS = ["source", "mapping", "preview"] as const;
export type Step = (typeof STEPS)[number];

/** Where one is in the import. */
export function StepList({ step }: { step: Step }) {
  const t = useTranslations("import");
  return (
    <ol aria-label={t("steps")} className="flex shrink-0 flex-wrap gap-x-6 gap-y-1 text-sm text-text-3">
      {STEPS.map((name, index) => (
        <li
          key={name}
          aria-current={name === step ? "step" : undefined}
          className={name === step ? "font-medium text-text" : undefined}
        >
          {t(`step.${name}`, { number: index + 1 })}
        </li>
      ))}
    </ol>
  );
}
