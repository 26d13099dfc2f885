"use client";
import { useLocale, useTranslations } from "next-intl";
import { type ClipboardEvent, useEffect, useRef } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-input.tsx";
import { templateCsv } from "#lib/core/import/merge/write-csv.ts";
import { downloadText } from "./download.ts";
import { FileDrop } from "./file-drop.tsx";
import { type ImportSource, isTooLarge, sourceOfClipboard, sourceOfFile, sourceOfText } from "./import-source.ts";
import { useRefusalText } from "./import-words.ts";
import type { useParse } from "./use-parse.ts";

interface SourceStepProps {
  text: string;
  onText: (text: string) => void;
  parse: ReturnType<typeof useParse>;
  /** Back to what is read already. */
  onForward: () => void;
}

/** Paste a table or choose a file. */
export function SourceStep({ text, onText, parse, onForward }: SourceStepProps) {
  const t = useTranslations("import");
  const textOf = useRefusalText();
  const area = useFocusAtFirst();
  const readSource = (source: ImportSource) => parse.read(source);
  const paste = async (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const { clipboardData } = event;
    const hasTable = /<table\b/i.test(clipboardData.getData("text/html"));
    const hasFile = clipboardData.files.length > 0 && !clipboardData.types.includes("text/plain");
    if (!hasTable && !hasFile) return;
    event.preventDefault();
    onText(clipboardData.getData("text/plain"));
    const source = await sourceOfClipboard(clipboardData);
    if (source !== null) readSource(source);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4">
      {parse.error === null ? null : (
        <Banner tone="critical" isAlert>
          {textOf(parse.error)}
        </Banner>
      )}
      <div ref={area} className="flex min-h-40 flex-1 flex-col">
        <Field label={t("paste")} hint={t("pasteHint")} className="flex-1 [&>textarea]:flex-1">
          <TextArea
            isMono
            spellCheck={false}
            value={text}
            placeholder={t("pastePlaceholder")}
            onChange={(event) => onText(event.target.value)}
            onPaste={(event) => void paste(event)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) readSource(sourceOfText(text));
            }}
          />
        </Field>
      </div>
      <FileDrop isBusy={parse.isReading} onFile={(file) => void sourceOfFile(file).then(readSource)} />
      <div className="flex flex-wrap items-center gap-2">
        <TemplateButton />
        <span className="flex-1" />
        {parse.parsed === null ? null : <Button onClick={onForward}>{t("forward")}</Button>}
        <Button
          variant="primary"
          disabled={parse.isReading || text.trim() === "" || isTooLarge(sourceOfText(text))}
          onClick={() => readSource(sourceOfText(text))}
        >
          {parse.isReading ? t("reading") : t("read")}
        </Button>
      </div>
    </div>
  );
}

function TemplateButton() {
  const t = useTranslations("import");
  const isZh = useLocale().startsWith("zh");
  return (
    <Button
      variant="quiet"
      onClick={() => downloadText(isZh ? "机器表模板.csv" : "machines-template.csv", templateCsv(isZh))}
    >
      {t("template")}
    </Button>
  );
}

/** The text area has the focus when the dialog opens, so that a paste needs no click. */
function useFocusAtFirst() {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector("textarea")?.focus(), []);
  return frame;
}
