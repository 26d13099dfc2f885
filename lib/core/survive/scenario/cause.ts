import type * as z from "zod";
import type { FaultTree, Gate, Ref } from "#lib/core/survive/fault-tree.ts";
import type { Cause } from "#lib/core/survive/scenario.ts";
import { lossesNeeded } from "./state.ts";

export type Reason = Omit<z.infer<typeof Cause>, "revive">;

/** Why a gate is down: its own inputs that are, seen through gates that no person has a name for. */
export function reasonOf(tree: FaultTree, down: Uint8Array, gate: Gate): Reason {
  const lost = gate.inputs.filter((ref) => down[ref] === 1);
  const [only] = lost;
  const through = lost.length === 1 && only !== undefined ? technical(tree, only) : null;
  if (through !== null) return reasonOf(tree, down, through);
  const because = [...new Set(lost.flatMap((ref) => namesOf(tree, down, ref)))];
  return { because, tolerates: lossesNeeded(gate) - 1, of: gate.inputs.length };
}

function namesOf(tree: FaultTree, down: Uint8Array, ref: Ref): readonly string[] {
  const gate = tree.gates.at(ref - tree.elements.length);
  if (gate === undefined) return [tree.elements.at(ref)?.id ?? ""];
  const own = deadMachine(tree, down, gate);
  if (own !== null) return [own];
  if (gate.component !== null) return [gate.id];
  return gate.inputs.flatMap((input) => (down[input] === 1 ? namesOf(tree, down, input) : []));
}

/** The id of the machine's own element where it is that which is dead: then nothing else need be said of it. */
export function deadMachine({ elements }: FaultTree, down: Uint8Array, gate: Gate): string | null {
  if (gate.component?.kind !== "machine") return null;
  const own = gate.inputs.find((ref) => elements.at(ref)?.kind === "machine");
  return own !== undefined && down[own] === 1 ? (elements.at(own)?.id ?? null) : null;
}

function technical({ elements, gates }: FaultTree, ref: Ref): Gate | null {
  const gate = gates.at(ref - elements.length);
  return gate === undefined || gate.component !== null ? null : gate;
}
