import { useTranslations } from "next-intl";
import { hostNameEdit } from "#components/canvas/editing/field-edits.ts";
import { TextControl } from "#components/plan/inspector/fields/controls.tsx";
import { usePosted } from "#components/plan/inspector/use-checked.ts";
import type { Machine } from "#lib/core/plan/machine.ts";

export function NameField({ machine }: { machine: Machine }) {
  const t = useTranslations("inspector");
  const { post, refusal, canEdit } = usePosted();
  const rename = (text: string | undefined): boolean => {
    const typed = hostNameEdit(machine, text ?? "");
    return typed.ok && (typed.edit === null || post(typed.edit));
  };
  return (
    <TextControl
      label={t("field.hostname")}
      isMono
      value={machine.hostname}
      onChange={rename}
      error={refusal ?? undefined}
      isDisabled={!canEdit}
    />
  );
}
