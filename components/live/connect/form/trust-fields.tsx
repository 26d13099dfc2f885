import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextArea, TextInput } from "#components/ui/text-input.tsx";
import type { Trust } from "#lib/core/connection/connection.ts";
import type { ConnectDraft, TrustWish } from "./draft.ts";
import type { Faults } from "./faults.ts";
import { useFaultText } from "./use-fault-text.ts";

export interface TrustFieldsProps {
  draft: ConnectDraft;
  faults: Faults;
  /** What it comes to; null while no API is known. */
  trust: Trust | null;
  isAdmin: boolean;
  onChange: (part: Partial<ConnectDraft>) => void;
}

const WISHES: readonly TrustWish[] = ["file", "ca", "pinned", "none"];

/** How the server proves itself. What is less than an authority says so for as long as it lasts. */
export function TrustFields({ draft, faults, trust, isAdmin, onChange }: TrustFieldsProps) {
  const t = useTranslations("connect");
  const faultText = useFaultText();
  const wishes = WISHES.filter((wish) => wish !== "none" || isAdmin || draft.trustWish === "none");
  return (
    <div className="grid gap-3">
      <Field label={t("trust.title")} hint={isAdmin ? undefined : t("trust.adminOnly")}>
        <Select
          label={t("trust.title")}
          value={draft.trustWish}
          onChange={(trustWish) => onChange({ trustWish })}
          options={wishes.map((value) => ({ value, label: t(`trust.wish.${value}`) }))}
        />
      </Field>
      {draft.trustWish === "ca" ? (
        <Field label={t("trust.ca")} error={faultText(faults.trustCa)}>
          <TextArea
            isMono
            rows={4}
            spellCheck={false}
            placeholder="-----BEGIN CERTIFICATE-----"
            value={draft.trustCa}
            onChange={(event) => onChange({ trustCa: event.target.value })}
          />
        </Field>
      ) : null}
      {draft.trustWish === "pinned" ? (
        <Field label={t("trust.pin")} hint={t("trust.pinHint")} error={faultText(faults.trustPin)}>
          <TextInput
            isMono
            spellCheck={false}
            value={draft.trustPin}
            onChange={(event) => onChange({ trustPin: event.target.value })}
          />
        </Field>
      ) : null}
      {trust === null || trust.kind === "ca" ? null : (
        <Banner tone="warning">{t(`trust.warning.${trust.kind}`)}</Banner>
      )}
    </div>
  );
}
