import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { KubeconfigReading } from "#lib/core/connection/kubeconfig/kubeconfig.ts";
import type { ConnectDraft } from "./draft.ts";

export interface ReadingSummaryProps {
  draft: ConnectDraft;
  reading: KubeconfigReading;
  onChange: (part: Partial<ConnectDraft>) => void;
}

/** What a pasted file comes to, or why it cannot be used; with several contexts, the choice. */
export function ReadingSummary({ draft, reading, onChange }: ReadingSummaryProps) {
  const t = useTranslations("connect");
  if (reading.ok) return <Access access={reading.access} />;
  const { problem, contexts } = reading;
  const isChoice = problem.code === "KC-CTX" && contexts.length > 0;
  const label = t("access.context", { count: contexts.length });
  return (
    <>
      {contexts.length > 1 ? (
        <Field label={label}>
          <Select
            label={label}
            value={draft.context}
            placeholder={t("access.contextNone")}
            onChange={(context) => onChange({ context })}
            options={contexts.map((name) => ({ value: name, label: name }))}
          />
        </Field>
      ) : null}
      {isChoice ? null : (
        <Banner tone="critical" isAlert>
          <p>{t(`problem.${problem.code}`, problem.values)}</p>
          <p className="mt-0.5 font-mono text-xs text-text-3">{problem.code}</p>
        </Banner>
      )}
    </>
  );
}

function Access({ access }: { access: Extract<KubeconfigReading, { ok: true }>["access"] }) {
  const t = useTranslations("connect");
  const { address, credential, context } = access;
  const rows = [
    [t("access.api"), address],
    [t("access.contextName"), context],
    [t("access.login"), t(`access.credential.${credential.kind}`)],
  ] as const;
  return (
    <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[10rem_minmax(0,1fr)]">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-text-2">{name}</dt>
          <dd className="min-w-0 font-mono break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
