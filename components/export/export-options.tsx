"use client";
import { useLocale, useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select } from "#components/ui/select.tsx";
import { exportTargets } from "#lib/core/export/index.ts";
import { DOMAIN_LEVELS } from "#lib/core/plan/machine.ts";
import { ServiceId } from "#lib/core/survive/fault-tree.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";
import { langOf } from "#lib/i18n/locale.ts";
import { type ExportChoice, FORMATS, type useExportChoice } from "./export-state.ts";

interface Props {
  readonly choice: ExportChoice;
  readonly onChange: ReturnType<typeof useExportChoice>["change"];
}

export function ExportOptions({ choice, onChange }: Props) {
  const words = useTranslations("export");
  const isZh = useLocale().startsWith("zh");
  const { target, formats, query } = choice;
  const offered = FORMATS.filter((format) => formats.includes(format));
  return (
    <div className="flex flex-col gap-3">
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-sm font-medium text-text-2">{words("what")}</legend>
        {exportTargets.map(({ id, title }) => (
          <label
            key={id}
            className="flex min-h-8 cursor-default items-center gap-2 rounded px-2 hover:bg-raised has-checked:bg-raised has-checked:font-medium"
          >
            <input
              type="radio"
              name="target"
              className="accent-accent"
              checked={id === target}
              onChange={() => void onChange({ target: id, format: null })}
            />
            {isZh ? title.zh : title.en}
          </label>
        ))}
      </fieldset>
      {offered.length > 1 && (
        <Field label={words("format")}>
          <Segmented
            label={words("format")}
            value={query.format}
            onChange={(format) => void onChange({ format })}
            tabs={offered.map((value) => ({ value, label: words(`formats.${value}`) }))}
          />
        </Field>
      )}
      {target === "machine-table" && <TableOptions choice={choice} onChange={onChange} />}
      {target === "drawing" && <DrawingOptions choice={choice} onChange={onChange} />}
      {target === "survive-report" && <LanguageOption choice={choice} onChange={onChange} languages={["zh", "en"]} />}
      {target === "open-psa" && <ServiceOption choice={choice} onChange={onChange} />}
    </div>
  );
}

function TableOptions({ choice, onChange }: Props) {
  const words = useTranslations("export");
  const { preset, mask } = choice.query;
  return (
    <>
      <Field label={words("preset")} hint={words(`presetHints.${preset}`)}>
        <Segmented
          label={words("preset")}
          value={preset}
          onChange={(next) => void onChange({ preset: next })}
          tabs={(["classic", "detailed"] as const).map((value) => ({ value, label: words(`presets.${value}`) }))}
        />
      </Field>
      <LanguageOption choice={choice} onChange={onChange} languages={["zh", "en", "both"]} />
      <Field label={words("mask")}>
        <Select
          label={words("mask")}
          value={mask}
          onChange={(next) => void onChange({ mask: next })}
          options={(["none", "last", "last-two"] as const).map((value) => ({ value, label: words(`masks.${value}`) }))}
        />
      </Field>
    </>
  );
}

function DrawingOptions({ choice, onChange }: Props) {
  const words = useTranslations("export");
  const { theme, domain, format, scale } = choice.query;
  return (
    <>
      <LanguageOption choice={choice} onChange={onChange} languages={["zh", "en"]} />
      <Field label={words("domain")}>
        <Select
          label={words("domain")}
          value={domain}
          onChange={(next) => void onChange({ domain: next })}
          options={(["none", ...DOMAIN_LEVELS] as const).map((value) => ({ value, label: words(`domains.${value}`) }))}
        />
      </Field>
      {format !== "html" && (
        <Field label={words("theme")}>
          <Segmented
            label={words("theme")}
            value={theme}
            onChange={(next) => void onChange({ theme: next })}
            tabs={(["light", "dark"] as const).map((value) => ({ value, label: words(`themes.${value}`) }))}
          />
        </Field>
      )}
      {format === "png" && (
        <Field label={words("scale")}>
          <Segmented
            label={words("scale")}
            value={String(scale)}
            onChange={(next) => void onChange({ scale: Number(next) })}
            tabs={["1", "2", "4"].map((value) => ({ value, label: `${value}x` }))}
          />
        </Field>
      )}
    </>
  );
}

function ServiceOption({ choice, onChange }: Props) {
  const words = useTranslations("export");
  const names = vocabularies[langOf(useLocale())].services;
  return (
    <Field label={words("service")}>
      <Select
        label={words("service")}
        value={choice.query.service}
        onChange={(service) => void onChange({ service })}
        options={ServiceId.options.map((value) => ({ value, label: names[value] }))}
      />
    </Field>
  );
}

function LanguageOption({
  choice,
  onChange,
  languages,
}: Props & { readonly languages: readonly ("zh" | "en" | "both")[] }) {
  const words = useTranslations("export");
  const { lang } = choice.query;
  return (
    <Field label={words("language")}>
      <Segmented
        label={words("language")}
        value={lang}
        onChange={(next) => void onChange({ lang: next })}
        tabs={languages.map((value) => ({ value, label: words(`languages.${value}`) }))}
      />
    </Field>
  );
}
