import { createStore, type StoreApi } from "zustand/vanilla";
import type { PlanAtVersion } from "#lib/core/api/plans.ts";
import { applyEdit, type EditOutcome } from "#lib/core/plan/apply.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import { labelEdit } from "#lib/core/plan/edits/label.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { newId } from "./ids.ts";
import type { OutboxStorage } from "./outbox-storage.ts";
import { type Choice, resolveDispute } from "./plan-resolve.ts";
import { PlanSender } from "./plan-sender.ts";
import { nextSync, type Pending, type SyncEvent, type SyncState, startSync, stepLabels } from "./plan-sync.ts";
import type { PlanTransport } from "./plan-transport.ts";

/** What the API takes; a host name alone can have 253 characters. */
const LABEL_MAX = 200;

export interface SessionParts {
  readonly initial: PlanAtVersion;
  readonly transport: PlanTransport;
  readonly storage: OutboxStorage;
  readonly nowMs: () => number;
  /** Names a step in the language of whoever makes it; English where nothing is given. */
  readonly labelOf?: (plan: Plan, edit: Edit) => string;
}

/** The open plan of one tab: shows edits at once, has them sent in order, and merges what others do. */
export class PlanSession {
  readonly store: StoreApi<SyncState>;
  readonly sender: PlanSender;
  readonly #storage: OutboxStorage;
  readonly #labelOf: (plan: Plan, edit: Edit) => string;
  /** Edits of one sender are never in conflict with each other. */
  #senderId = newId();
  #keys = 0;
  #isRestored = false;

  constructor({ initial, transport, storage, nowMs, labelOf = labelEdit }: SessionParts) {
    this.#labelOf = labelOf;
    this.store = createStore<SyncState>()(() => startSync(initial));
    this.#storage = storage;
    const read = () => this.store.getState();
    this.sender = new PlanSender({ transport, read, dispatch: (event) => this.#dispatch(event), nowMs });
  }

  /** Takes up what was not sent before a reload; not while rendering, where the server knows nothing of it. */
  start(): void {
    if (!this.#isRestored) this.#restore(this.#storage.load());
    this.#isRestored = true;
    this.sender.start();
  }

  /** Whether this tab gives back everything that is not saved yet after the page was left. */
  isKept(): boolean {
    const { outbox, refusal } = this.store.getState();
    return refusal === null && this.#storage.load().length === outbox.length;
  }

  #restore(outbox: readonly Pending[]): void {
    const [senderId, number] = outbox.at(-1)?.key.split(".") ?? [];
    // The page goes on as the sender it was, or its new edits would clash with its own old ones.
    if (senderId !== undefined && number !== undefined) {
      this.#senderId = senderId;
      this.#keys = Number(number);
    }
    this.#dispatch({ type: "restored", outbox });
  }

  /** Shows an edit at once and sends it; a hard error comes back and nothing is changed. */
  edit(edit: Edit, label?: string, kind: "edit" | "import" = "edit"): EditOutcome {
    const { plan, version } = this.store.getState();
    const outcome = applyEdit(plan, edit);
    if (!outcome.ok || outcome.changes.length === 0) return outcome;
    const words = {
      key: this.#newKey(),
      label: (label ?? this.#labelOf(plan, edit)).slice(0, LABEL_MAX),
      base: version,
      isSent: false,
    };
    this.#wish({ kind, edit, changes: outcome.changes, ...words }, outcome);
    return outcome;
  }

  undo(): void {
    this.#step("undo");
  }

  redo(): void {
    this.#step("redo");
  }

  /** Settles a conflict, or else a refusal: "mine" sends it again on the head, "theirs" gives it up. */
  resolve(choice: Choice): void {
    const entries = chosen(this.store.getState(), choice).map((entry) => ({ ...entry, key: this.#newKey() }));
    this.#dispatch({ type: "resolved", entries });
    void this.sender.send();
  }

  #step(kind: "undo" | "redo"): void {
    const state = this.store.getState();
    if (stepLabels(state)[kind] === null) return;
    const base = state.version;
    this.#wish({ kind, edit: null, key: this.#newKey(), label: "", base, isSent: false }, null);
  }

  #wish(entry: Pending, outcome: Extract<EditOutcome, { ok: true }> | null): void {
    this.#dispatch({ type: "wished", entry, outcome });
    void this.sender.send();
  }

  #newKey(): string {
    this.#keys += 1;
    return `${this.#senderId}.${this.#keys}`;
  }

  #dispatch(event: SyncEvent): void {
    const before = this.store.getState();
    const after = nextSync(before, event);
    if (after === before) return;
    this.store.setState(after, true);
    if (after.outbox !== before.outbox) this.#storage.save(after.outbox);
  }
}

/** What goes out instead of what was disputed or refused; nothing gives it up. */
function chosen({ trouble, refusal, outbox, confirmed, version: base }: SyncState, choice: Choice): readonly Pending[] {
  const disputed = outbox[0];
  if (trouble?.kind !== "conflict" || disputed === undefined) {
    const entries = choice === "mine" && refusal !== null ? refusal.entries : [];
    return entries.map((entry) => ({ ...entry, base, isSent: false }));
  }
  const { conflicts, mine, since } = trouble;
  const resolution = resolveDispute({ head: confirmed, conflicts, mine, since }, choice);
  const { key, label } = disputed;
  return resolution === null ? [] : [{ ...resolution, kind: "edit", label, key, base, isSent: false }];
}
