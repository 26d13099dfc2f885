import { useTranslations } from "next-intl";
import { TextControl } from "#components/plan/inspector/fields/controls.tsx";
import { SchemaField } from "#components/plan/inspector/fields/schema-field.tsx";
import { useFieldWords } from "#components/plan/inspector/fields/use-field-words.ts";
import { asText } from "#components/plan/inspector/fields/values.ts";
import { useChecked, usePosted } from "#components/plan/inspector/use-checked.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import { DOMAIN_LEVELS, Machine, type MachineField } from "#lib/core/plan/machine.ts";
import { usePlan } from "#lib/query/plan-editor.tsx";
import { commonValue, fieldChanges, knownValues } from "./common-value.ts";
import { machineField } from "./machine-fields.ts";

interface MachineFieldControlProps {
  machines: readonly Machine[];
  field: MachineField;
}

function editOf(machines: readonly Machine[], field: MachineField, value: unknown): Edit | null {
  const level = DOMAIN_LEVELS.find((each) => each === field);
  if (level !== undefined) {
    const zone = asText(value) ?? null;
    return { type: "moveToZone", machineIds: machines.map(({ id }) => id), zone, level };
  }
  const changes = fieldChanges(machines, field, value);
  return changes === null ? null : { type: "setMachines", changes: [...changes] };
}

/** Fields whose values other machines have too: they are offered while typing. */
const OFFERED: ReadonlySet<MachineField> = new Set([...DOMAIN_LEVELS, "pool", "os", "osVersion", "kernel", "sshUser"]);

/** One field of the selected machines, with the form that its schema calls for. */
export function MachineFieldControl({ machines, field }: MachineFieldControlProps) {
  const t = useTranslations("inspector");
  const { post, refusal, canEdit } = usePosted();
  const common = commonValue(machines, field);
  const store = (value: unknown): boolean => {
    const edit = editOf(machines, field, value);
    return edit !== null && post(edit);
  };
  const checked = useChecked({
    schema: Machine.shape[field],
    stored: common.isMixed ? undefined : common.value,
    store,
  });
  const placeholder = common.isMixed ? t("mixed") : undefined;
  if (OFFERED.has(field)) {
    return (
      <OfferedField
        field={field}
        value={asText(checked.value)}
        onChange={store}
        placeholder={placeholder}
        isDisabled={!canEdit}
      />
    );
  }
  const errors = refusal === null ? checked.errors : new Map([...checked.errors, ["", refusal]]);
  return (
    <SchemaField
      field={machineField(field)}
      value={checked.value}
      onChange={checked.onChange}
      errors={errors}
      placeholder={placeholder}
      isDisabled={!canEdit}
    />
  );
}

interface OfferedFieldProps {
  field: MachineField;
  value: string | undefined;
  onChange: (value: string | undefined) => boolean;
  placeholder: string | undefined;
  isDisabled: boolean;
}

function OfferedField({ field, ...rest }: OfferedFieldProps) {
  const words = useFieldWords();
  const all = usePlan((plan) => plan.machines);
  return <TextControl {...rest} label={words.label(field)} offers={knownValues(all, field)} />;
}
