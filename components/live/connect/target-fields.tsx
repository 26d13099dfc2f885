import { useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { PasswordInput, TextArea, TextInput } from "#components/ui/text-input.tsx";
import type { ConnectionView } from "#lib/core/api/connections.ts";
import type { ConnectDraft } from "./draft.ts";

export interface TargetFieldsProps {
  draft: ConnectDraft;
  stored: ConnectionView | null;
  onChange: (part: Partial<ConnectDraft>) => void;
}

/** Where else to look: masters one by one, etcd, load balancers. All of it is optional, and says what it adds. */
export function TargetFields({ draft, stored, onChange }: TargetFieldsProps) {
  const t = useTranslations("connect");
  const lines = (key: "masters" | "etcd" | "balancers") => (
    <Field label={t(`targets.${key}`)} hint={t(`targets.${key}Hint`)}>
      <TextArea
        isMono
        rows={3}
        spellCheck={false}
        value={draft[key]}
        onChange={(event) => onChange({ [key]: event.target.value })}
      />
    </Field>
  );
  const hasEtcd = stored?.credentials.some(({ field }) => field === "etcd") === true;
  return (
    <div className="grid gap-4">
      {lines("masters")}
      {lines("etcd")}
      <div className="grid gap-4 sm:grid-cols-3">
        <Pem label={t("targets.etcdCa")} value={draft.etcdCa} onChange={(etcdCa) => onChange({ etcdCa })} />
        <Pem
          label={t("targets.etcdCertificate")}
          hint={hasEtcd ? t("targets.kept") : undefined}
          value={draft.etcdCertificate}
          onChange={(etcdCertificate) => onChange({ etcdCertificate })}
        />
        <Pem
          label={t("targets.etcdKey")}
          hint={hasEtcd ? t("targets.kept") : t("targets.etcdKeyHint")}
          value={draft.etcdKey}
          onChange={(etcdKey) => onChange({ etcdKey })}
        />
      </div>
      {lines("balancers")}
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t("targets.vipSlbUrl")} hint={t("targets.vipSlbUrlHint")}>
          <TextInput isMono value={draft.vipSlbUrl} onChange={(event) => onChange({ vipSlbUrl: event.target.value })} />
        </Field>
        <Field label={t("targets.statisticsUser")}>
          <TextInput
            autoComplete="off"
            value={draft.statisticsUser}
            onChange={(event) => onChange({ statisticsUser: event.target.value })}
          />
        </Field>
        <Field label={t("targets.statisticsPassword")}>
          <PasswordInput
            autoComplete="new-password"
            showLabel={t("targets.show")}
            hideLabel={t("targets.hide")}
            value={draft.statisticsPassword}
            onChange={(event) => onChange({ statisticsPassword: event.target.value })}
          />
        </Field>
      </div>
      <div className="flex flex-wrap items-end gap-6">
        <Field label={t("targets.pollSeconds")} className="w-40">
          <TextInput
            type="number"
            min={2}
            max={300}
            value={draft.pollSeconds}
            onChange={(event) => onChange({ pollSeconds: event.target.value })}
          />
        </Field>
        <Checkbox
          label={t("targets.mayUseLoopback")}
          checked={draft.mayUseLoopback}
          onChange={(mayUseLoopback) => onChange({ mayUseLoopback })}
        />
      </div>
    </div>
  );
}

interface PemProps {
  label: string;
  hint?: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

function Pem({ label, hint, value, onChange }: PemProps) {
  return (
    <Field label={label} hint={hint}>
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
