import { useTranslations } from "next-intl";
import { Section } from "#components/plan/inspector/section.tsx";
import type { Machine } from "#lib/core/plan/machine.ts";
import { AddressFields } from "./address-fields.tsx";
import { MachineFieldControl } from "./machine-field-control.tsx";
import { FIELD_GROUPS } from "./machine-fields.ts";
import { NameField } from "./name-field.tsx";
import { RolesField } from "./roles-field.tsx";
import { SizeFields } from "./size-fields.tsx";

/** One machine or several: a field shows what they have in common, or "mixed"; a change is one undo step for all. */
export function MachinePanel({ machines }: { machines: readonly Machine[] }) {
  const t = useTranslations("inspector");
  const [first] = machines;
  if (first === undefined) return null;
  const isSingle = machines.length === 1;
  return (
    <div>
      <h2 className="truncate px-3 pt-3 pb-1 font-semibold">
        {isSingle ? first.hostname : t("machine.several", { count: machines.length })}
      </h2>
      <Section title={t("group.identity")} isOpen>
        {isSingle ? <NameField machine={first} /> : null}
        <AddressFields machines={machines} />
        <RolesField machines={machines} />
        <MachineFieldControl machines={machines} field="remark" />
      </Section>
      <Section title={t("group.size")} isOpen>
        <SizeFields machines={machines} />
        <MachineFieldControl machines={machines} field="diskLayout" />
      </Section>
      {FIELD_GROUPS.map((group) => (
        <Section key={group.id} title={t(`group.${group.id}`)} isOpen={group.id === "place" || group.id === "system"}>
          {group.fields.map((field) => (
            <MachineFieldControl key={field} machines={machines} field={field} />
          ))}
        </Section>
      ))}
    </div>
  );
}
