import { Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Tool } from "#components/canvas/canvas-state.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextInput } from "#components/ui/text-input.tsx";

const COUNT_MAX = 500;

export type ToolOptions = Omit<Tool, "part">;
export const DEFAULT_OPTIONS: ToolOptions = { count: 1, isAcrossDomains: false, addresses: "next-free" };

interface ToolOptionsProps {
  options: ToolOptions;
  onChange: (options: ToolOptions) => void;
  hasDomains: boolean;
}

/** How many, spread or not, with or without addresses: the "x3 across zones" of a part. */
export function ToolOptionsForm({ options, onChange, hasDomains }: ToolOptionsProps) {
  const t = useTranslations("canvas");
  const setCount = (count: number) => onChange({ ...options, count: Math.min(COUNT_MAX, Math.max(1, count)) });
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <div className="flex items-center gap-1">
        <span className="flex-1 text-text-2">{t("place.count")}</span>
        <IconButton
          size="small"
          label={t("place.fewer")}
          icon={<Minus size={14} aria-hidden />}
          onClick={() => setCount(options.count - 1)}
        />
        <TextInput
          size="small"
          inputMode="numeric"
          aria-label={t("place.count")}
          className="max-w-14 text-center"
          value={String(options.count)}
          onChange={(event) => setCount(Number(event.currentTarget.value.replaceAll(/\D/g, "")) || 1)}
        />
        <IconButton
          size="small"
          label={t("place.more")}
          icon={<Plus size={14} aria-hidden />}
          onClick={() => setCount(options.count + 1)}
        />
      </div>
      {hasDomains ? (
        <Checkbox
          label={t("place.acrossDomains")}
          checked={options.isAcrossDomains}
          onChange={(isAcrossDomains) => onChange({ ...options, isAcrossDomains })}
        />
      ) : null}
      <Checkbox
        label={t("place.nextFree")}
        checked={options.addresses === "next-free"}
        onChange={(isNextFree) => onChange({ ...options, addresses: isNextFree ? "next-free" : "assign-later" })}
      />
    </div>
  );
}
