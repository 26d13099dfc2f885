import { FileText, FileUp, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type DragEvent, useRef, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextArea } from "#components/ui/text-input.tsx";
import { PASTED_MAX } from "#lib/core/pasted/read-pasted.ts";
import { type GivenText, TYPED } from "./texts.ts";

export interface GivenTextsProps {
  texts: readonly GivenText[];
  onChange: (id: string, part: Partial<GivenText>) => void;
  onAdd: (texts: readonly GivenText[]) => void;
  onRemove: (id: string) => void;
}

const MEGABYTE = 1_000_000;
const FILES_MAX = 19;

/** A field to paste into, and files beside it, dropped or chosen. */
export function GivenTexts({ texts, onChange, onAdd, onRemove }: GivenTextsProps) {
  const t = useTranslations("pasted");
  const files = texts.filter(({ name }) => name !== null);
  const typed = texts.find(({ id }) => id === TYPED)?.text ?? "";
  const { take, refused } = useTaking(files.length, onAdd);
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    void take([...event.dataTransfer.files]);
  };
  return (
    <section
      aria-label={t("texts.label")}
      className="grid gap-3"
      onDrop={drop}
      onDragOver={(event) => event.preventDefault()}
    >
      <Field label={t("texts.label")} hint={t("texts.hint")}>
        <TextArea
          isMono
          rows={10}
          spellCheck={false}
          autoComplete="off"
          className="text-xs"
          value={typed}
          placeholder={t("texts.placeholder")}
          onChange={(event) => onChange(TYPED, { text: event.target.value })}
        />
      </Field>
      <FileList files={files} onRemove={onRemove} />
      <div className="flex flex-wrap items-center gap-2">
        <ChooseFiles onFiles={(chosen) => void take(chosen)} />
        {typed === "" ? null : (
          <Button variant="quiet" onClick={() => onChange(TYPED, { text: "", host: null })}>
            {t("texts.clear")}
          </Button>
        )}
      </div>
      {refused === null ? null : (
        <Banner tone="critical" isAlert>
          {refused}
        </Banner>
      )}
    </section>
  );
}

/** A file is measured before it is read: a huge one dropped by mistake must not stop the page. */
function useTaking(count: number, onAdd: GivenTextsProps["onAdd"]) {
  const t = useTranslations("pasted");
  const [refused, setRefused] = useState<string | null>(null);
  const take = async (files: readonly File[]) => {
    const large = files.find(({ size }) => size > PASTED_MAX);
    setRefused(null);
    if (large !== undefined) setRefused(t("texts.tooLarge", { name: large.name, max: PASTED_MAX / MEGABYTE }));
    else if (count + files.length > FILES_MAX) setRefused(t("texts.tooMany", { max: FILES_MAX }));
    const room = files.filter(({ size }) => size <= PASTED_MAX).slice(0, Math.max(0, FILES_MAX - count));
    const texts = await Promise.all(room.map((file) => file.text()));
    onAdd(
      room.map(({ name }, at) => ({
        id: crypto.randomUUID?.() ?? `${name} ${count + at}`,
        name,
        host: null,
        text: texts[at] ?? "",
      })),
    );
  };
  return { take, refused };
}

function ChooseFiles({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const t = useTranslations("pasted");
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => picker.current?.click()}>
        <FileUp size={15} strokeWidth={1.75} aria-hidden />
        {t("texts.choose")}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={t("texts.choose")}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </>
  );
}

function FileList({ files, onRemove }: { files: readonly GivenText[]; onRemove: (id: string) => void }) {
  const t = useTranslations("pasted");
  const format = useFormatter();
  if (files.length === 0) return null;
  return (
    <ul aria-label={t("texts.files")} className="grid gap-1">
      {files.map(({ id, name, text }) => (
        <li key={id} className="flex items-center gap-2 rounded border px-2 py-1 text-sm">
          <FileText size={14} strokeWidth={1.75} aria-hidden className="shrink-0 text-text-3" />
          <span className="min-w-0 flex-1 truncate font-mono">{name}</span>
          <span className="text-text-2">
            {t("texts.kilobytes", { size: format.number(Math.ceil(text.length / 1000)) })}
          </span>
          <IconButton
            size="small"
            label={t("texts.remove", { name: name ?? "" })}
            icon={<X size={14} strokeWidth={1.75} aria-hidden />}
            onClick={() => onRemove(id)}
          />
        </li>
      ))}
    </ul>
  );
}
