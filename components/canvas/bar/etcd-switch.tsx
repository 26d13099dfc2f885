import { useTranslations } from "next-intl";
import { useState } from "react";
import { useKit } from "#components/canvas/canvas-kit.ts";
import { useWords } from "#components/canvas/use-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { Edit } from "#lib/core/plan/edit.ts";
import { externalEtcdEdit, stackedEtcdEdit } from "#lib/core/plan/edits/external-etcd.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { specOf } from "#lib/core/plan/spec-text.ts";
import { newId } from "#lib/query/ids.ts";
import { usePlan, usePlanActions } from "#lib/query/plan-editor.tsx";

type Topology = "stacked" | "external";
interface Offer {
  readonly topology: Topology;
  readonly edit: Edit;
}

/** Stacked or external etcd; a switch that touches machines shows them before anything is stored. */
export function EtcdSwitch() {
  const t = useTranslations("canvas");
  const plan = usePlan((whole) => whole);
  const { canEdit } = usePlanActions();
  const [offer, setOffer] = useState<Offer | null>(null);
  const current = plan.options.etcd?.topology ?? "stacked";
  const choose = (topology: Topology) => {
    if (topology === current) return;
    setOffer({ topology, edit: topology === "external" ? externalEtcdEdit(plan, newId) : stackedEtcdEdit(plan) });
  };
  const tabs = [
    { value: "stacked" as const, label: t("etcd.stacked") },
    { value: "external" as const, label: t("etcd.external") },
  ];
  if (!canEdit) return <span className="text-sm text-text-2">{t(`etcd.${current}`)}</span>;
  return (
    <>
      <Segmented size="small" label={t("etcd.label")} value={current} onChange={choose} tabs={tabs} />
      {offer === null ? null : <OfferDialog offer={offer} onClose={() => setOffer(null)} />}
    </>
  );
}

function machinesIn(edit: Edit, type: "addMachines" | "removeMachines", known: readonly Machine[]): readonly Machine[] {
  const edits = edit.type === "batch" ? edit.edits : [edit];
  return edits.flatMap((each) => {
    if (each.type === "addMachines" && type === "addMachines") return each.machines;
    if (each.type !== "removeMachines" || type !== "removeMachines") return [];
    return known.filter(({ id }) => each.machineIds.includes(id));
  });
}

function OfferDialog({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const t = useTranslations("canvas");
  const known = usePlan((plan) => plan.machines);
  const kitRef = useKit();
  const added = machinesIn(offer.edit, "addMachines", known);
  const removed = machinesIn(offer.edit, "removeMachines", known);
  const take = () => {
    const isDone = kitRef.current?.post(offer.edit, t(`etcd.step.${offer.topology}`)) === true;
    if (isDone) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t(`etcd.title.${offer.topology}`)}
      description={t(`etcd.why.${offer.topology}`)}
      footer={
        <>
          <Button onClick={onClose}>{t("etcd.cancel")}</Button>
          <Button variant="primary" onClick={take}>
            {t("etcd.take")}
          </Button>
        </>
      }
    >
      <MachineList title={t("etcd.adds", { count: added.length })} machines={added} />
      {added.length + removed.length === 0 ? <p>{t("etcd.nothing")}</p> : null}
      <MachineList title={t("etcd.removes", { count: removed.length })} machines={removed} />
    </Dialog>
  );
}

function MachineList({ title, machines }: { title: string; machines: readonly Machine[] }) {
  const words = useWords();
  if (machines.length === 0) return null;
  return (
    <section className="mb-3">
      <h3 className="mb-1 font-medium text-sm">{title}</h3>
      <ul className="divide-y divide-line rounded border border-line">
        {machines.map((machine) => (
          <li key={machine.id} className="flex gap-4 px-2 py-1 font-mono text-sm">
            <span className="flex-1">{machine.hostname}</span>
            <span>{machine.ips[0] ?? words.vocabulary.noAddress}</span>
            <span>{specOf(machine) ?? words.vocabulary.noSpec}</span>
            <span>{machine.zone ?? ""}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
