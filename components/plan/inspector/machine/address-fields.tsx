import { useTranslations } from "next-intl";
import { useState } from "react";
import { addressSeriesEdit } from "#components/canvas/editing/field-edits.ts";
import { TextControl, TextsControl } from "#components/plan/inspector/fields/controls.tsx";
import { usePosted } from "#components/plan/inspector/use-checked.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { usePlan } from "#lib/query/plan-editor.tsx";

/** Addresses of one machine, or a series over several from the first one on. */
export function AddressFields({ machines }: { machines: readonly Machine[] }) {
  const [only] = machines;
  return machines.length === 1 && only !== undefined ? (
    <Addresses machine={only} />
  ) : (
    <AddressSeries machines={machines} />
  );
}

function Addresses({ machine }: { machine: Machine }) {
  const t = useTranslations("inspector");
  const { post, refusal, canEdit } = usePosted();
  const store = (ips: readonly string[] | undefined): boolean => {
    const hasRange = ips !== undefined && machine.ipToAssignIn !== undefined;
    const change = { machineId: machine.id, set: { ips: [...(ips ?? [])] } };
    return post({ type: "setMachines", changes: [hasRange ? { ...change, clear: ["ipToAssignIn"] } : change] });
  };
  const hint = machine.ips.length === 0 && machine.ipToAssignIn !== undefined;
  return (
    <TextsControl
      label={t("field.ips")}
      value={machine.ips}
      onChange={store}
      error={refusal ?? undefined}
      hint={hint ? t("address.toAssign", { range: machine.ipToAssignIn ?? "" }) : t("address.firstIsPrimary")}
      isDisabled={!canEdit}
    />
  );
}

/** A first address gives all selected machines one each, in plan order; what clashes or lies outside is said. */
function AddressSeries({ machines }: { machines: readonly Machine[] }) {
  const t = useTranslations("inspector");
  const plan = usePlan((whole) => whole);
  const { post, refusal, canEdit } = usePosted();
  const [problem, setProblem] = useState<string | null>(null);
  const [outside, setOutside] = useState<readonly string[]>([]);
  const fill = (first: string | undefined): boolean => {
    if (first === undefined) return true;
    const series = addressSeriesEdit(plan, machines, first);
    if (series === null) setProblem(t("address.notAnAddress"));
    else if (series.conflicts.length > 0) setProblem(t("address.taken", { addresses: series.conflicts.join(", ") }));
    else {
      setProblem(null);
      setOutside(series.outside);
      return post(series.edit);
    }
    return false;
  };
  const hint = outside.length > 0 ? t("address.outside", { names: outside.join(", ") }) : t("address.seriesHint");
  return (
    <TextControl
      label={t("address.series", { count: machines.length })}
      isMono
      value={undefined}
      placeholder={machines[0]?.ips[0] ?? ""}
      onChange={fill}
      error={problem ?? refusal ?? undefined}
      hint={hint}
      isDisabled={!canEdit}
    />
  );
}
