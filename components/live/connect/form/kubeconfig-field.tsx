import { useTranslations } from "next-intl";
import { type ChangeEvent, type DragEvent, useRef, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-input.tsx";
import { KUBECONFIG_MAX_BYTES } from "#lib/core/connection/kubeconfig/document.ts";
import type { KubeconfigReading } from "#lib/core/connection/kubeconfig/kubeconfig.ts";
import type { ConnectDraft } from "./draft.ts";
import { ReadingSummary } from "./reading-summary.tsx";

export interface KubeconfigFieldProps {
  draft: ConnectDraft;
  reading: KubeconfigReading | null;
  /** A credential is stored, so that nothing need be pasted again. */
  isStored: boolean;
  onChange: (part: Partial<ConnectDraft>) => void;
}

/** Takes a pasted, dropped or chosen kubeconfig, reads it in the browser, and hides it once it is understood. */
export function KubeconfigField({ draft, reading, isStored, onChange }: KubeconfigFieldProps) {
  const t = useTranslations("connect");
  const { take, tooLarge } = useTaking(onChange);
  const isUnderstood = reading?.ok === true || (reading?.contexts.length ?? 0) > 0;
  return (
    <div className="grid gap-3">
      {isUnderstood ? (
        <div className="flex items-center gap-3">
          <p className="min-w-0 flex-1 text-text-2">{t("access.hidden")}</p>
          <Button size="small" onClick={() => onChange({ kubeconfig: "", context: null })}>
            {t("access.replace")}
          </Button>
        </div>
      ) : (
        <Paste draft={draft} isStored={isStored} take={take} onChange={onChange} />
      )}
      {tooLarge === null ? null : (
        <Banner tone="critical" isAlert>
          {t("problem.KC-SIZE", { kilobytes: tooLarge, maxKilobytes: KUBECONFIG_MAX_BYTES / 1024 })}
        </Banner>
      )}
      {reading === null ? null : <ReadingSummary draft={draft} reading={reading} onChange={onChange} />}
    </div>
  );
}

/** A file is measured before it is read: a huge one dropped by mistake must not stop the page. */
function useTaking(onChange: KubeconfigFieldProps["onChange"]) {
  const [tooLarge, setTooLarge] = useState<number | null>(null);
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    const isTooLarge = file.size > KUBECONFIG_MAX_BYTES;
    setTooLarge(isTooLarge ? Math.ceil(file.size / 1024) : null);
    if (!isTooLarge) void file.text().then((kubeconfig) => onChange({ kubeconfig, context: null }));
  };
  return { take, tooLarge };
}

interface PasteProps extends Omit<KubeconfigFieldProps, "reading"> {
  take: (file: File | undefined) => void;
}

function Paste({ draft, isStored, take, onChange }: PasteProps) {
  const t = useTranslations("connect");
  const picker = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (file === undefined) return;
    event.preventDefault();
    take(file);
  };
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    take(event.target.files?.[0]);
    event.target.value = "";
  };
  return (
    <>
      <Field label={t("access.kubeconfig")} hint={t(isStored ? "access.storedHint" : "access.hint")}>
        <TextArea
          isMono
          rows={7}
          spellCheck={false}
          autoComplete="off"
          value={draft.kubeconfig}
          placeholder={t("access.placeholder")}
          onChange={(event) => onChange({ kubeconfig: event.target.value, context: null })}
          onDrop={drop}
          onDragOver={(event) => event.preventDefault()}
        />
      </Field>
      <div>
        <Button size="small" onClick={() => picker.current?.click()}>
          {t("access.choose")}
        </Button>
        <input ref={picker} type="file" hidden tabIndex={-1} aria-label={t("access.choose")} onChange={pick} />
      </div>
    </>
  );
}
