"use client";
import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { BYTES_MAX } from "#lib/core/import/grid.ts";
import { ACCEPTED_FILES } from "./import-source.ts";

interface FileDropProps {
  isBusy: boolean;
  onFile: (file: File) => void;
}

const MB = 1_000_000;

/** A place to drop a file, and a button that does the same by keyboard. */
export function FileDrop({ isBusy, onFile }: FileDropProps) {
  const t = useTranslations("import");
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    setTooLarge(file.size > BYTES_MAX ? file.name : null);
    if (file.size <= BYTES_MAX) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <section
      aria-label={t("file")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={`flex flex-wrap items-center gap-3 rounded-md border border-dashed px-4 py-4 ${isOver ? "border-accent bg-raised" : "border-line-strong"}`}
    >
      <FileUp size={20} strokeWidth={1.5} aria-hidden className="text-text-3" />
      <p className="min-w-0 flex-1 text-text-2">{t("drop")}</p>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED_FILES}
        className="sr-only"
        tabIndex={-1}
        aria-label={t("choose")}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <Button disabled={isBusy} onClick={() => input.current?.click()}>
        {t("choose")}
      </Button>
      {tooLarge === null ? null : (
        <p role="alert" className="basis-full text-sm text-critical">
          {t("fileTooLarge", { name: tooLarge, max: BYTES_MAX / MB })}
        </p>
      )}
    </section>
  );
}
