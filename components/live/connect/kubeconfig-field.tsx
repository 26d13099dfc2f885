import { useTranslations } from "next-intl";
import type { DragEvent } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextArea } from "#components/ui/text-input.tsx";
import type { KubeconfigReading } from "#lib/core/connection/kubeconfig/kubeconfig.ts";
import type { ConnectDraft } from "./draft.ts";

export interface KubeconfigFieldProps {
  draft: ConnectDraft;
  reading: KubeconfigReading | null;
  /** A credential is stored, so that nothing need be pasted again. */
  isStored: boolean;
  onChange: (part: Partial<ConnectDraft>) => void;
}

/** Reads a pasted or dropped kubeconfig in the browser and says what it comes to, or why it cannot be used. */
export function KubeconfigField({ draft, reading, isStored, onChange }: KubeconfigFieldProps) {
  const t = useTranslations("connect");
  const take = (text: string) => onChange({ kubeconfig: text, context: null });
  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (file === undefined) return;
    event.preventDefault();
    void file.text().then(take);
  };
  return (
    <div className="grid gap-3">
      <Field label={t("access.kubeconfig")} hint={t(isStored ? "access.storedHint" : "access.hint")}>
        <TextArea
          isMono
          rows={7}
          spellCheck={false}
          autoComplete="off"
          value={draft.kubeconfig}
          placeholder={t("access.placeholder")}
          onChange={(event) => take(event.target.value)}
          onDrop={drop}
        />
      </Field>
      {reading === null ? null : <Reading draft={draft} reading={reading} onChange={onChange} />}
    </div>
  );
}

function Reading({
  draft,
  reading,
  onChange,
}: Omit<KubeconfigFieldProps, "isStored" | "reading"> & { reading: KubeconfigReading }) {
  const t = useTranslations("connect");
  if (reading.ok) return <AccessSummary access={reading.access} />;
  const { problem, contexts } = reading;
  if (problem.code === "KC-CTX" && contexts.length > 0) {
    return (
      <Field label={t("access.context", { count: contexts.length })}>
        <Select
          label={t("access.context", { count: contexts.length })}
          value={draft.context ?? ""}
          onChange={(context) => onChange({ context })}
          options={contexts.map((name) => ({ value: name, label: name }))}
        />
      </Field>
    );
  }
  return (
    <Banner tone="critical" isAlert>
      <p>{t(`problem.${problem.code}`, problem.values)}</p>
      <p className="mt-0.5 font-mono text-xs text-text-3">{problem.code}</p>
    </Banner>
  );
}

function AccessSummary({ access }: { access: Extract<KubeconfigReading, { ok: true }>["access"] }) {
  const t = useTranslations("connect");
  const { address, trust, credential, context } = access;
  const rows = [
    [t("access.api"), address],
    [t("access.contextName"), context],
    [t("access.login"), t(`access.credential.${credential.kind}`)],
    [t("access.trust"), t(`access.trustKind.${trust.kind}`)],
  ] as const;
  return (
    <>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[10rem_minmax(0,1fr)]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-text-2">{name}</dt>
            <dd className="min-w-0 font-mono break-all">{value}</dd>
          </div>
        ))}
      </dl>
      {trust.kind === "ca" ? null : <Banner tone="warning">{t(`access.trustWarning.${trust.kind}`)}</Banner>}
    </>
  );
}
