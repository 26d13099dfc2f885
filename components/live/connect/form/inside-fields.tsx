import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { ConnectDraft } from "./draft.ts";
import type { Faults } from "./faults.ts";
import { useFaultText } from "./use-fault-text.ts";

export interface InsideFieldsProps {
  draft: ConnectDraft;
  faults: Faults;
  onChange: (part: Partial<ConnectDraft>) => void;
}

/** By the service account of the pod that the engine runs in: nothing is pasted, nothing is stored. */
export function InsideFields({ draft, faults, onChange }: InsideFieldsProps) {
  const t = useTranslations("connect");
  const faultText = useFaultText();
  return (
    <div className="grid gap-4">
      <p>{t("inside.text")}</p>
      <Field label={t("inside.address")} hint={t("inside.addressHint")} error={faultText(faults.address)}>
        <TextInput
          isMono
          spellCheck={false}
          className="max-w-md"
          placeholder="kubernetes.default.svc"
          value={draft.address}
          onChange={(event) => onChange({ address: event.target.value })}
        />
      </Field>
      <Banner tone="info">{t("inside.account")}</Banner>
    </div>
  );
}
