import { escapeXml } from "#lib/core/scene/svg/text.ts";
import type { Element, FaultTree, Gate, Ref, ServiceId } from "#lib/core/survive/fault-tree.ts";
import { unavailability } from "#lib/core/survive/model/values.ts";
import { lossesNeeded } from "#lib/core/survive/scenario/state.ts";
import { countedBelow } from "./counted-tree.ts";
import { mefNames } from "./mef-names.ts";

/**
 * The failure logic of one service as an Open-PSA model (MEF 2.0d), which SCRAM and others evaluate; null where the
 * service is not modelled or nothing can stop it. Each basic event is one element with its unavailability.
 */
export function toOpenPsa(tree: FaultTree, serviceId: ServiceId): string | null {
  const service = tree.services.find(({ id }) => id === serviceId);
  const below = service?.kind === "modelled" ? countedBelow(tree, service.down) : null;
  if (below === null) return null;
  const names = mefNames([...below.elements.map((ref) => idOf(tree, ref)), ...below.gates.map(({ gate }) => gate.id)]);
  const reference = (ref: Ref) =>
    `<${ref < tree.elements.length ? "event" : "gate"} name="${names.get(idOf(tree, ref)) ?? ""}"/>`;
  const gates = below.gates.toReversed().map(({ gate, inputs }) => {
    const formula = formulaOf(gate, inputs.map(reference));
    return `<define-gate name="${names.get(gate.id) ?? ""}"><label>${escapeXml(gate.id)}</label>${formula}</define-gate>`;
  });
  const events = below.elements.flatMap((ref) => {
    const element = tree.elements.at(ref);
    return element === undefined ? [] : [eventOf(element, names.get(element.id) ?? "")];
  });
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<opsa-mef>",
    `<define-fault-tree name="${names.get(`service/${serviceId}`) ?? ""}_tree">`,
    ...gates,
    "</define-fault-tree>",
    "<model-data>",
    ...events,
    "</model-data>",
    "</opsa-mef>",
  ];
  return `${lines.join("\n")}\n`;
}

function formulaOf(gate: Gate, references: readonly string[]): string {
  const all = references.join("");
  // The format wants at least two arguments; one alone is passed through.
  if (references.length === 1) return all;
  const needed = lossesNeeded(gate);
  if (needed === 1) return `<or>${all}</or>`;
  if (needed === references.length) return `<and>${all}</and>`;
  return `<atleast min="${needed}">${all}</atleast>`;
}

function eventOf(element: Element, name: string): string {
  const value = `<float value="${unavailability(element)}"/>`;
  return `<define-basic-event name="${name}"><label>${escapeXml(element.id)}</label>${value}</define-basic-event>`;
}

function idOf({ elements, gates }: FaultTree, ref: Ref): string {
  return elements.at(ref)?.id ?? gates.at(ref - elements.length)?.id ?? "";
}
