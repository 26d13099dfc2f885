import { revival } from "#lib/core/survive/bdd/distance.ts";
import type { Ref } from "#lib/core/survive/fault-tree.ts";
import type { Compiled } from "#lib/core/survive/model/compile.ts";

/** A cluster with some elements down. */
export interface Situation {
  readonly compiled: Compiled;
  /** By ref, 1 = down. */
  readonly down: Uint8Array;
  /** By variable, 1 = taken down. */
  readonly dead: Uint8Array;
}

/** The smallest set of dead elements whose revival brings a gate back, by element id. */
export function reviveOf({ compiled, down, dead }: Situation, ref: Ref): readonly string[] {
  const { tree, bdd, variables, isNeeded, refOf } = compiled;
  if (isNeeded[ref - tree.elements.length] !== 1) return directly(compiled, down, ref).map((at) => idOf(compiled, at));
  const { witness } = revival(bdd, refOf(ref), dead);
  return witness.map((variable) => variables[variable]?.id ?? "");
}

/** Variables whose element is dead. */
export function deadVariables({ positionOf }: Compiled, down: Uint8Array): Uint8Array {
  return Uint8Array.from(positionOf, (position) => down[position] ?? 0);
}

// A machine without variables: everything above it that is dead has to come back, of several units one. Its inputs
// share no element, so this is the smallest set.
function directly(compiled: Compiled, down: Uint8Array, ref: Ref): readonly Ref[] {
  const { elements, gates } = compiled.tree;
  if (down[ref] === 0) return [];
  const gate = gates.at(ref - elements.length);
  if (gate === undefined) return [ref];
  const ways = gate.inputs.map((input) => directly(compiled, down, input));
  if (gate.kind === "or") return [...new Set(ways.flat())];
  return ways.reduce((best, way) => (way.length < best.length ? way : best));
}

function idOf({ tree }: Compiled, position: number): string {
  return tree.elements.at(position)?.id ?? "";
}
