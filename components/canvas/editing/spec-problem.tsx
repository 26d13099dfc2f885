import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { SpecRefusal } from "./field-edits.ts";

interface SpecProblemProps {
  refusal: SpecRefusal;
  onTake: (suggestion: string) => void;
  className?: string;
}

/** Why a spec text cannot be read: the bad part, what was expected, and a correction to take with one click. */
export function SpecProblem({ refusal, onTake, className = "" }: SpecProblemProps) {
  const t = useTranslations("canvas");
  const { part, expected, suggestion } = refusal;
  return (
    <span role="alert" data-no-gesture className={`flex flex-col items-start gap-1 text-critical text-xs ${className}`}>
      {t(`spec.${expected}`, { part })}
      {suggestion === null ? null : (
        <Button size="small" onPointerDown={(event) => event.preventDefault()} onClick={() => onTake(suggestion)}>
          {t("spec.take", { suggestion })}
        </Button>
      )}
    </span>
  );
}
