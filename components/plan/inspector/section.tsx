import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

interface SectionProps {
  title: string;
  isOpen?: boolean;
  /** undefined = the section has no "given or not" of its own. */
  isGiven?: boolean;
  children: ReactNode;
}

/** A part of the inspector that folds. */
export function Section({ title, isOpen = false, isGiven, children }: SectionProps) {
  const t = useTranslations("inspector");
  return (
    <details open={isOpen} className="border-line border-b">
      <summary className="flex min-h-9 items-center gap-2 px-3 font-medium hover:bg-raised pointer-coarse:min-h-11">
        <span className="flex-1">{title}</span>
        {isGiven === false ? <span className="text-text-3 text-xs">{t("notGiven")}</span> : null}
      </summary>
      <div className="flex flex-col gap-2 px-3 pt-1 pb-3">{children}</div>
    </details>
  );
}
