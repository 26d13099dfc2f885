/** Ends a fault: what it took away is put back, though the lab may need a while until it is healthy again. */
export type Undo = () => Promise<void>;

const standing = new Set<Undo>();

/** A fault that now stands: undone once, by the test that made it or, where that broke off, by `undoAll`. */
export function fault(undo: Undo): Undo {
  const once: Undo = async () => {
    if (standing.delete(once)) await undo();
  };
  standing.add(once);
  return once;
}

/** Ends what a test left behind, the latest first: one that fails must not take all that follow with it. */
export async function undoAll(): Promise<void> {
  for (const undo of [...standing].reverse()) await undo();
}
