import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useTranslations } from "next-intl";
import { useId } from "react";

export const WAYS = ["kubeconfig", "paste", "inside"] as const;
export type Way = (typeof WAYS)[number];

export interface WayChoiceProps {
  value: Way;
  /** Whether the account of the engine's own pod may be chosen. */
  mayGoInside: boolean;
  onChange: (way: Way) => void;
}

/** How live facts get here: said before any form is shown, since each way asks for something else. */
export function WayChoice({ value, mayGoInside, onChange }: WayChoiceProps) {
  const t = useTranslations("connect");
  const isOff = (way: Way) => way === "inside" && !mayGoInside;
  return (
    <RadioGroup
      aria-label={t("way.title")}
      value={value}
      onValueChange={(next) => {
        const way = WAYS.find((one) => one === next);
        if (way !== undefined) onChange(way);
      }}
      className="grid gap-2 md:grid-cols-3"
    >
      {WAYS.map((way) => (
        <Choice
          key={way}
          way={way}
          isOff={isOff(way)}
          title={t(`way.${way}.title`)}
          text={isOff(way) ? t("way.inside.adminOnly") : t(`way.${way}.text`)}
        />
      ))}
    </RadioGroup>
  );
}

function Choice({ way, isOff, title, text }: { way: Way; isOff: boolean; title: string; text: string }) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex items-start gap-3 rounded-md border bg-surface px-3 py-2.5 hover:bg-raised has-[[data-checked]]:border-accent has-[[data-checked]]:bg-raised has-[[data-disabled]]:text-text-2"
    >
      <Radio.Root
        id={id}
        value={way}
        disabled={isOff}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface data-checked:border-accent data-disabled:opacity-50"
      >
        <Radio.Indicator className="size-2 rounded-full bg-accent data-unchecked:hidden" />
      </Radio.Root>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-text-2">{text}</span>
      </span>
    </label>
  );
}
