import * as z from "zod";
import { Change, Edit } from "#lib/core/plan/edit.ts";
import type { Pending } from "./plan-sync.ts";

/** Where edits wait that the server does not have yet. */
export interface OutboxStorage {
  readonly load: () => readonly Pending[];
  readonly save: (outbox: readonly Pending[]) => void;
}

const Common = z.object({ key: z.string(), label: z.string(), base: z.int(), isSent: z.boolean() });
const Outbox = z.array(
  z.union([
    Common.extend({ kind: z.enum(["edit", "import"]), edit: Edit, changes: z.array(Change) }),
    Common.extend({ kind: z.enum(["undo", "redo"]), edit: z.null() }),
  ]),
);

/**
 * Kept per tab, so that a reload loses nothing and two tabs never send each other's edits. What does not fit the
 * browser's quota stays in memory only; leaving the page then asks first.
 */
export function tabStorage(slug: string): OutboxStorage {
  const name = `quorate.outbox.${slug}`;
  return {
    load: () => {
      const text = attempt(() => sessionStorage.getItem(name)) ?? "[]";
      return Outbox.safeParse(attempt(() => JSON.parse(text))).data ?? [];
    },
    save: (outbox) => {
      attempt(() =>
        outbox.length === 0 ? sessionStorage.removeItem(name) : sessionStorage.setItem(name, JSON.stringify(outbox)),
      );
    },
  };
}

// Storage throws when it is full, switched off, or not there (while rendering on the server).
function attempt<Result>(run: () => Result): Result | null {
  try {
    return run();
  } catch {
    return null;
  }
}
