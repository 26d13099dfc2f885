"use client";
import { RotateCcw } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { DEFAULT_THRESHOLDS } from "#lib/core/live/thresholds.ts";
import { draftOf, type Fault, pathsOf, type ThresholdDraft, type ThresholdName, UNITS } from "./threshold-fields.ts";

export interface ThresholdGroupProps {
  title: string;
  names: readonly ThresholdName[];
  draft: ThresholdDraft;
  faults: Readonly<Record<string, Fault>>;
  canEdit: boolean;
  onChange: (change: ThresholdDraft) => void;
}

const DEFAULTS = draftOf(DEFAULT_THRESHOLDS);

/** The thresholds of one subject, each with its reason, unit and default. */
export function ThresholdGroup({ title, names, ...rest }: ThresholdGroupProps) {
  return (
    <section aria-label={title} className="rounded-md border bg-surface">
      <h2 className="border-b px-4 py-2 font-semibold">{title}</h2>
      {names.map((name) => (
        <ThresholdLine key={name} name={name} {...rest} />
      ))}
    </section>
  );
}

type ThresholdLineProps = Omit<ThresholdGroupProps, "title" | "names"> & { name: ThresholdName };

function ThresholdLine({ name, draft, faults, canEdit, onChange }: ThresholdLineProps) {
  const t = useTranslations("settings");
  const paths = pathsOf(name);
  const title = t(`thresholds.name.${name}`);
  const isDefault = paths.every((path) => draft[path] === DEFAULTS[path]);
  return (
    <div className="grid gap-x-6 gap-y-2 border-b px-4 py-3 last:border-b-0 md:grid-cols-[minmax(0,1fr)_21rem]">
      <div className="min-w-0">
        <h3 className="font-medium">{title}</h3>
        <p className="text-sm text-text-2">{t(`thresholds.why.${name}`)}</p>
      </div>
      <div className="flex items-start gap-2">
        {paths.map((path) => (
          <Limit
            key={path}
            path={path}
            title={title}
            unit={t(`thresholds.unit.${UNITS[name]}`)}
            value={draft[path] ?? ""}
            fault={faults[path]}
            canEdit={canEdit}
            onChange={(text) => onChange({ [path]: text })}
          />
        ))}
        {canEdit && !isDefault ? (
          <span className="ml-auto pt-5">
            <IconButton
              label={t("thresholds.reset", { name: title })}
              icon={<RotateCcw size={16} strokeWidth={1.75} aria-hidden />}
              onClick={() => onChange(Object.fromEntries(paths.map((path) => [path, DEFAULTS[path] ?? ""])))}
            />
          </span>
        ) : null}
      </div>
    </div>
  );
}

interface LimitProps {
  path: string;
  title: string;
  unit: string;
  value: string;
  fault: Fault | undefined;
  canEdit: boolean;
  onChange: (text: string) => void;
}

/** One number: which limit it is, its unit, its default, and what is wrong with it. */
function Limit({ path, title, unit, value, fault, canEdit, onChange }: LimitProps) {
  const t = useTranslations("settings");
  const format = useFormatter();
  const [, level = "limit"] = path.split(".");
  const word = level === "warning" || level === "critical" ? t(`thresholds.${level}`) : t("thresholds.limit");
  const noteId = `${path}-note`;
  return (
    <div className="grid w-36 gap-0.5">
      <span className="text-xs text-text-2">{word}</span>
      <span className="flex items-center gap-1.5">
        <TextInput
          aria-label={`${title}, ${word} (${unit})`}
          aria-describedby={noteId}
          aria-invalid={fault !== undefined}
          data-invalid={fault === undefined ? undefined : ""}
          inputMode="decimal"
          readOnly={!canEdit}
          maxLength={12}
          className="w-20 text-right"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <span className="text-sm text-text-2">{unit}</span>
      </span>
      <span id={noteId} className={`text-xs ${fault === undefined ? "text-text-3" : "text-critical"}`}>
        {fault === undefined
          ? t("thresholds.default", { value: format.number(Number(DEFAULTS[path])) })
          : t(`thresholds.fault.${fault.kind}`, "limit" in fault ? { limit: `${fault.limit} ${unit}` } : { limit: "" })}
      </span>
    </div>
  );
}
