import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { TextArea } from "#components/ui/text-input.tsx";
import type { ConnectionView } from "#lib/core/api/connections.ts";
import { type ConnectDraft, hasEtcdCredential } from "./draft.ts";
import type { Fault, Faults } from "./faults.ts";
import { useFaultText } from "./use-fault-text.ts";

export interface EtcdFieldsProps {
  draft: ConnectDraft;
  faults: Faults;
  stored: ConnectionView | null;
  onChange: (part: Partial<ConnectDraft>) => void;
}

/** Members of etcd and the certificate that they want to see. */
export function EtcdFields({ draft, faults, stored, onChange }: EtcdFieldsProps) {
  const t = useTranslations("connect");
  const faultText = useFaultText();
  const isKept = stored?.credentials.some(({ field }) => field === "etcd") === true;
  const isLeftOut = draft.etcd.trim() !== "" && !hasEtcdCredential(draft, stored);
  const pem = (key: "etcdCa" | "etcdCertificate" | "etcdKey", hint?: string) => (
    <Pem
      label={t(`targets.${key}`)}
      hint={hint}
      fault={faults[key]}
      value={draft[key]}
      onChange={(value) => onChange({ [key]: value })}
    />
  );
  return (
    <>
      <Field
        label={t("targets.etcd")}
        hint={t(isLeftOut ? "targets.etcdLeftOut" : "targets.etcdHint")}
        error={faultText(faults.etcd)}
      >
        <TextArea
          isMono
          rows={3}
          spellCheck={false}
          value={draft.etcd}
          onChange={(event) => onChange({ etcd: event.target.value })}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-3">
        {pem("etcdCa")}
        {pem("etcdCertificate", isKept ? t("targets.kept") : undefined)}
        {pem("etcdKey", t(isKept ? "targets.kept" : "targets.etcdKeyHint"))}
      </div>
    </>
  );
}

interface PemProps {
  label: string;
  hint: string | undefined;
  fault: Fault | undefined;
  value: string;
  onChange: (value: string) => void;
}

function Pem({ label, hint, fault, value, onChange }: PemProps) {
  const faultText = useFaultText();
  return (
    <Field label={label} hint={hint} error={faultText(fault)}>
      <TextArea
        isMono
        rows={3}
        spellCheck={false}
        autoComplete="off"
        placeholder="-----BEGIN"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
