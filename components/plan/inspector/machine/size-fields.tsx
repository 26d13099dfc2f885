import { useTranslations } from "next-intl";
import { useState } from "react";
import { type SpecRefusal, specEdit } from "#components/canvas/editing/field-edits.ts";
import { SpecProblem } from "#components/canvas/editing/spec-problem.tsx";
import { TextControl } from "#components/plan/inspector/fields/controls.tsx";
import { usePosted } from "#components/plan/inspector/use-checked.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { formatDisk, formatMemory, writeSpec } from "#lib/core/plan/spec-text.ts";
import { MachineFieldControl } from "./machine-field-control.tsx";

function specTextOf({ cpuCores, memoryMiB, disks }: Machine): string {
  return cpuCores === undefined || memoryMiB === undefined ? "" : writeSpec({ cpuCores, memoryMiB, disks }, "detailed");
}

/** Size as spec text with a correction to take, and the disks one by one. */
export function SizeFields({ machines }: { machines: readonly Machine[] }) {
  const t = useTranslations("inspector");
  const { post, refusal, canEdit } = usePosted();
  const [unread, setUnread] = useState<SpecRefusal | null>(null);
  const texts = new Set(machines.map(specTextOf));
  const [text = ""] = texts;
  const isMixed = texts.size > 1;
  const store = (typed: string | undefined): boolean => {
    if (!isMixed && (typed ?? "") === text) return true;
    const result = specEdit(
      machines.map(({ id }) => id),
      typed ?? "",
    );
    setUnread(result.ok ? null : result.refusal);
    return result.ok && (result.edit === null || post(result.edit));
  };
  return (
    <>
      <TextControl
        key={isMixed ? "mixed" : text}
        label={t("size.spec")}
        isMono
        value={isMixed ? undefined : text}
        placeholder={isMixed ? t("mixed") : "8C-32G-150G"}
        onChange={store}
        error={unread === null ? (refusal ?? undefined) : <SpecProblem refusal={unread} onTake={store} />}
        hint={<SizeHint machine={machines[0]} isMixed={isMixed} />}
        isDisabled={!canEdit}
      />
      <MachineFieldControl machines={machines} field="disks" />
    </>
  );
}

function SizeHint({ machine, isMixed }: { machine: Machine | undefined; isMixed: boolean }) {
  const t = useTranslations("inspector");
  if (isMixed || machine?.cpuCores === undefined || machine.memoryMiB === undefined) return t("size.hint");
  const disks = machine.disks.map(({ sizeGB }) => formatDisk(sizeGB)).join(" + ");
  const parts = { cores: machine.cpuCores, memory: formatMemory(machine.memoryMiB), disks };
  return disks === "" ? t("size.readNoDisk", parts) : t("size.read", parts);
}
