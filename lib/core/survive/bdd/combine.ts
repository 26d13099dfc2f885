import { type Bdd, ifThenElse } from "./manager.ts";
import { FALSE, TRUE } from "./node-store.ts";

/** Any of them is true; FALSE for none. */
export function or(bdd: Bdd, refs: readonly number[]): number {
  return bottomFirst(bdd, refs).reduce((sum, ref) => ifThenElse(bdd, ref, TRUE, sum), FALSE);
}

/** All of them are true; TRUE for none. */
export function and(bdd: Bdd, refs: readonly number[]): number {
  return bottomFirst(bdd, refs).reduce((product, ref) => ifThenElse(bdd, ref, product, FALSE), TRUE);
}

/**
 * At least `k` of the functions are true (those may share variables; one given twice counts twice).
 * Row by row: `row[j]` is "at least j of those seen", so the subsets are never expanded.
 */
export function atLeast(bdd: Bdd, k: number, refs: readonly number[]): number {
  if (k <= 0) return TRUE;
  if (k > refs.length) return FALSE;
  const row = new Int32Array(k + 1);
  row[0] = TRUE;
  const ordered = bottomFirst(bdd, refs);
  for (const [seen, ref] of ordered.entries()) {
    // A row that the remaining functions cannot lift to k is of no use any more.
    const lowest = Math.max(1, k - (refs.length - seen - 1));
    for (let j = Math.min(k, seen + 1); j >= lowest; j--) {
      row[j] = ifThenElse(bdd, ref, row[j - 1] ?? 0, row[j] ?? 0);
    }
  }
  return row[k] ?? FALSE;
}

/** So many are put in order one by one in less time than a general sort takes to begin. */
const FEW_REFS = 32;

/** Deepest variables first: each further function is then put on top instead of walking the whole diagram again. */
function bottomFirst(bdd: Bdd, refs: readonly number[]): number[] {
  const { levels } = bdd.store;
  const levelOf = (ref: number) => levels[ref] ?? 0;
  if (refs.length > FEW_REFS) return refs.toReversed().sort((a, b) => levelOf(b) - levelOf(a));
  const ordered: number[] = [];
  for (let at = refs.length - 1; at >= 0; at--) {
    const ref = refs[at] ?? 0;
    let place = ordered.length;
    for (; place > 0 && levelOf(ordered[place - 1] ?? 0) < levelOf(ref); place--)
      ordered[place] = ordered[place - 1] ?? 0;
    ordered[place] = ref;
  }
  return ordered;
}
