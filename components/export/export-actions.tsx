"use client";
import { Copy, Download, Printer } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { exportTargets } from "#lib/core/export/index.ts";
import type { ExportSubject } from "#lib/core/export/target.ts";
import { type ExportChoice, exportUrl } from "./export-state.ts";
import { useExportText } from "./use-export-text.ts";

interface Props {
  readonly subject: ExportSubject;
  readonly choice: ExportChoice;
}

/** Copy, download, print, and what the chosen format cannot carry. */
export function ExportActions({ subject, choice }: Props) {
  const words = useTranslations("export");
  const url = exportUrl(subject.slug, choice);
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-3">
      <div className="flex flex-wrap gap-2">
        <a className={buttonClass("primary")} href={url} download>
          <Download size={16} strokeWidth={1.75} aria-hidden />
          {words("download")}
        </a>
        <CopyButton subject={subject} choice={choice} />
        {choice.query.format === "html" && (
          <a className={buttonClass("plain")} href={url} target="_blank" rel="noreferrer">
            <Printer size={16} strokeWidth={1.75} aria-hidden />
            {words("openToPrint")}
          </a>
        )}
      </div>
      <Gaps choice={choice} />
    </div>
  );
}

function CopyButton({ subject, choice }: Props) {
  const words = useTranslations("export");
  const toast = useToast();
  const text = useExportText(subject, choice);
  const isShownAsText = choice.target !== "drawing" || choice.query.format === "svg";
  if (text === null || !isShownAsText) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text.text);
      toast({ text: words("copied") });
    } catch {
      // Clipboard access needs a secure context or a permission that the person may refuse.
      toast({ text: words("copyRefused"), tone: "critical" });
    }
  };
  return (
    <Button onClick={() => void copy()}>
      <Copy size={16} strokeWidth={1.75} aria-hidden />
      {words("copy")}
    </Button>
  );
}

function Gaps({ choice }: Pick<Props, "choice">) {
  const words = useTranslations("export");
  const isZh = useLocale().startsWith("zh");
  const gaps = exportTargets.find(({ id }) => id === choice.target)?.gaps(choice.query) ?? [];
  if (gaps.length === 0) return null;
  return (
    <div className="text-sm text-text-2">
      <h2 className="font-medium">{words("gaps")}</h2>
      <ul className="list-disc pl-4">
        {gaps.map(({ what }) => (
          <li key={what.en}>{isZh ? what.zh : what.en}</li>
        ))}
      </ul>
    </div>
  );
}
