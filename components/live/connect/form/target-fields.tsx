import { useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { PasswordInput, TextArea, TextInput } from "#components/ui/text-input.tsx";
import type { ConnectionView } from "#lib/core/api/connections.ts";
import type { ConnectDraft } from "./draft.ts";
import { EtcdFields } from "./etcd-fields.tsx";
import type { Faults } from "./faults.ts";
import { useFaultText } from "./use-fault-text.ts";

export interface TargetFieldsProps {
  draft: ConnectDraft;
  faults: Faults;
  stored: ConnectionView | null;
  isAdmin: boolean;
  onChange: (part: Partial<ConnectDraft>) => void;
}

/** Where else to look: masters one by one, etcd, load balancers. All of it is optional, and says what it adds. */
export function TargetFields({ draft, faults, stored, isAdmin, onChange }: TargetFieldsProps) {
  const t = useTranslations("connect");
  const faultText = useFaultText();
  const lines = (key: "masters" | "balancers") => (
    <Field label={t(`targets.${key}`)} hint={t(`targets.${key}Hint`)} error={faultText(faults[key])}>
      <TextArea
        isMono
        rows={3}
        spellCheck={false}
        value={draft[key]}
        onChange={(event) => onChange({ [key]: event.target.value })}
      />
    </Field>
  );
  return (
    <div className="grid gap-4">
      {lines("masters")}
      <EtcdFields draft={draft} faults={faults} stored={stored} onChange={onChange} />
      {lines("balancers")}
      <PageFields draft={draft} faults={faults} stored={stored} onChange={onChange} />
      <div className="flex flex-wrap items-start gap-6">
        <Field label={t("targets.pollSeconds")} className="w-60" error={faultText(faults.pollSeconds)}>
          <TextInput
            type="number"
            min={2}
            max={300}
            value={draft.pollSeconds}
            onChange={(event) => onChange({ pollSeconds: event.target.value })}
          />
        </Field>
        <div className="pt-5">
          <Checkbox
            label={t(isAdmin ? "targets.mayUseLoopback" : "targets.mayUseLoopbackAdmin")}
            checked={draft.mayUseLoopback}
            disabled={!isAdmin && !draft.mayUseLoopback}
            onChange={(mayUseLoopback) => onChange({ mayUseLoopback })}
          />
        </div>
      </div>
    </div>
  );
}

function PageFields({ draft, faults, stored, onChange }: Omit<TargetFieldsProps, "isAdmin">) {
  const t = useTranslations("connect");
  const faultText = useFaultText();
  const isKept = stored?.credentials.some(({ field }) => field === "statistics") === true;
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field label={t("targets.vipSlbUrl")} hint={t("targets.vipSlbUrlHint")} error={faultText(faults.vipSlbUrl)}>
        <TextInput isMono value={draft.vipSlbUrl} onChange={(event) => onChange({ vipSlbUrl: event.target.value })} />
      </Field>
      <Field label={t("targets.statisticsUser")}>
        <TextInput
          autoComplete="off"
          value={draft.statisticsUser}
          onChange={(event) => onChange({ statisticsUser: event.target.value })}
        />
      </Field>
      <Field label={t("targets.statisticsPassword")} hint={isKept ? t("targets.kept") : undefined}>
        <PasswordInput
          autoComplete="new-password"
          showLabel={t("targets.show")}
          hideLabel={t("targets.hide")}
          value={draft.statisticsPassword}
          onChange={(event) => onChange({ statisticsPassword: event.target.value })}
        />
      </Field>
    </div>
  );
}
