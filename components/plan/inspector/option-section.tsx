import { useTranslations } from "next-intl";
import { useMemo } from "react";
import * as z from "zod";
import { type OptionKey, PlanOptions } from "#lib/core/plan/options.ts";
import { usePlan } from "#lib/query/plan-editor.tsx";
import { JsonControl } from "./fields/controls.tsx";
import { SchemaField, SchemaFields } from "./fields/schema-field.tsx";
import { shapeOf } from "./fields/shape.ts";
import { Section } from "./section.tsx";
import { useChecked, usePosted } from "./use-checked.ts";

interface OptionSectionProps {
  option: OptionKey;
  isOpen?: boolean;
}

/** One option group of the plan with a form made from its schema, and the same value as JSON below. */
export function OptionSection({ option, isOpen = false }: OptionSectionProps) {
  const t = useTranslations("inspector");
  const stored = usePlan((plan) => plan.options[option]);
  return (
    <Section title={t(`option.${option}`)} isOpen={isOpen} isGiven={stored !== undefined}>
      <OptionForm option={option} stored={stored} />
    </Section>
  );
}

function OptionForm({ option, stored }: { option: OptionKey; stored: unknown }) {
  const t = useTranslations("inspector");
  const { post, refusal, canEdit } = usePosted();
  const shape = useMemo(() => shapeOf(z.object({ value: PlanOptions.shape[option] })), [option]);
  const checked = useChecked({
    schema: PlanOptions,
    stored: stored === undefined ? {} : { [option]: stored },
    store: (set) =>
      post(
        Object.keys(set).length === 0 ? { type: "setOptions", set: {}, clear: [option] } : { type: "setOptions", set },
      ),
  });
  const field = shape.kind === "group" ? shape.fields[0] : undefined;
  if (field === undefined) return null;
  const value =
    typeof checked.value === "object" && checked.value !== null ? Object.values(checked.value)[0] : undefined;
  const onChange = (next: unknown) => checked.onChange(next === undefined ? {} : { [option]: next });
  const errors = new Map([...checked.errors].map(([path, text]) => [path.slice(option.length + 1), text]));
  return (
    <div className="flex flex-col gap-2">
      {field.shape.kind === "group" ? (
        <SchemaFields
          fields={field.shape.fields}
          value={value}
          onChange={onChange}
          errors={errors}
          isDisabled={!canEdit}
        />
      ) : (
        <SchemaField
          field={{ ...field, name: option }}
          value={value}
          onChange={onChange}
          errors={errors}
          isDisabled={!canEdit}
        />
      )}
      {field.shape.kind === "group" || field.shape.kind === "rows" ? (
        <details>
          <summary className="text-sm text-text-2">{t("asJson")}</summary>
          <JsonControl label={t(`option.${option}`)} value={value} onChange={onChange} isDisabled={!canEdit} />
        </details>
      ) : null}
      {refusal === null ? null : (
        <p role="alert" className="text-critical text-sm">
          {refusal}
        </p>
      )}
    </div>
  );
}
