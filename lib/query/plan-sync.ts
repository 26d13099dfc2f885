import type { Conflict, EditAnswer, PlanAtVersion, PlanChanges } from "#lib/core/api/plans.ts";
import type { Problem } from "#lib/core/api/shapes.ts";
import { applyEdit, type EditOutcome } from "#lib/core/plan/apply.ts";
import type { Change, Edit } from "#lib/core/plan/edit.ts";
import { applyChanges } from "#lib/core/plan/edits/changes.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

type NextStep = PlanAtVersion["undo"];

/** What this browser wants stored: an edit, or a step back or forth. */
type Wish =
  | { readonly kind: "edit" | "import"; readonly edit: Edit; readonly changes: readonly Change[] }
  | { readonly kind: "undo" | "redo"; readonly edit: null };

/** One wish on its way to the server. */
export type Pending = Wish & {
  /** Same on every try, so that a lost answer cannot apply it twice. */
  readonly key: string;
  readonly label: string;
  /** The version its author had before them; what others changed since then can be a conflict. */
  readonly base: number;
  readonly isSent: boolean;
};

export type SaveState =
  | { readonly kind: "saved"; readonly version: number; readonly atMs: number }
  | { readonly kind: "saving"; readonly pending: number }
  | { readonly kind: "offline"; readonly pending: number; readonly sinceMs: number }
  | { readonly kind: "refused"; readonly label: string; readonly problem: Problem; readonly problems: Faults }
  | { readonly kind: "conflict"; readonly label: string; readonly conflicts: readonly Conflict[] };

/** One entry per hard error of a refused edit; empty when it was refused for another reason. */
type Faults = NonNullable<Problem["errors"]>;

interface Dispute {
  readonly conflicts: readonly Conflict[];
  /** What the disputed step would have changed. */
  readonly mine: readonly Change[];
  /** What others changed since the author of the step last looked. */
  readonly since: readonly Change[];
}

type Trouble = { readonly kind: "offline"; readonly sinceMs: number } | (Dispute & { readonly kind: "conflict" });

/** What the server would not take, kept until the person tries again or gives it up. */
interface Refusal {
  /** Oldest first; none when the plan itself is refused: deleted, or no longer this person's to see. */
  readonly entries: readonly Pending[];
  readonly problem: Problem;
}

export interface SyncState {
  /** The newest version known to be stored. */
  readonly confirmed: Plan;
  readonly version: number;
  readonly confirmedAtMs: number;
  /** Sent one after the other, oldest first. */
  readonly outbox: readonly Pending[];
  /** Taken back before they were sent; redo brings them back. */
  readonly unsent: readonly Pending[];
  /** What the screen shows: the confirmed plan with the outbox on top. */
  readonly plan: Plan;
  readonly undo: NextStep;
  readonly redo: NextStep;
  readonly trouble: Trouble | null;
  readonly refusal: Refusal | null;
}

export type SyncEvent =
  /** What an earlier load of this page had not sent. */
  | { readonly type: "restored"; readonly outbox: readonly Pending[] }
  | { readonly type: "wished"; readonly entry: Pending; readonly outcome: Extract<EditOutcome, { ok: true }> | null }
  | { readonly type: "sending"; readonly key: string }
  | { readonly type: "answered"; readonly key: string; readonly answer: EditAnswer; readonly atMs: number }
  | { readonly type: "unreachable"; readonly atMs: number }
  | { readonly type: "refused"; readonly key: string | null; readonly problem: Problem }
  | {
      readonly type: "conflicted";
      readonly conflicts: readonly Conflict[];
      readonly mine: readonly Change[];
      readonly head: PlanChanges;
      readonly atMs: number;
    }
  | { readonly type: "heard"; readonly head: PlanChanges; readonly atMs: number }
  | { readonly type: "reloaded"; readonly at: PlanAtVersion; readonly atMs: number }
  /** The person chose: these go out instead of what was disputed or refused; none gives it up. */
  | { readonly type: "resolved"; readonly entries: readonly Pending[] };

export function startSync(at: PlanAtVersion): SyncState {
  return {
    confirmed: at.plan,
    version: at.version,
    confirmedAtMs: Date.parse(at.updatedAt),
    outbox: [],
    unsent: [],
    plan: at.plan,
    undo: at.undo,
    redo: at.redo,
    trouble: null,
    refusal: null,
  };
}

/** The one place where the state of the open plan changes. */
export function nextSync(state: SyncState, event: SyncEvent): SyncState {
  switch (event.type) {
    case "restored":
      return event.outbox.length === 0 ? state : shown({ ...state, outbox: [...event.outbox, ...state.outbox] });
    case "wished":
      return wished(state, event);
    case "sending":
      return {
        ...state,
        outbox: state.outbox.map((each) => (each.key === event.key ? { ...each, isSent: true } : each)),
      };
    case "answered":
      return answered(state, event);
    case "unreachable": {
      const sinceMs = state.trouble?.kind === "offline" ? state.trouble.sinceMs : event.atMs;
      return state.trouble?.kind === "conflict" ? state : { ...state, trouble: { kind: "offline", sinceMs } };
    }
    case "refused":
      return refused(state, event);
    case "conflicted": {
      const { conflicts, mine, head } = event;
      return shown({ ...merged(state, event), trouble: { kind: "conflict", conflicts, mine, since: head.changes } });
    }
    case "heard":
      return heard(state, event);
    case "reloaded": {
      const { plan, version, undo, redo } = event.at;
      const outbox = state.outbox.map((entry) => ({ ...entry, base: version }));
      return shown({ ...state, confirmed: plan, version, undo, redo, outbox, confirmedAtMs: event.atMs });
    }
    case "resolved":
      return resolved(state, event.entries);
  }
}

type EventOf<Type> = Extract<SyncEvent, { readonly type: Type }>;

function wished(state: SyncState, { entry, outcome }: EventOf<"wished">): SyncState {
  const last = state.outbox.at(-1);
  // What has not left this browser is taken back here; the server never hears of it.
  if (
    entry.kind === "undo" &&
    last !== undefined &&
    last.edit !== null &&
    !last.isSent &&
    state.trouble?.kind !== "conflict"
  ) {
    return shown({ ...state, outbox: state.outbox.slice(0, -1), unsent: [...state.unsent, last] });
  }
  const again = state.unsent.at(-1);
  if (entry.kind === "redo" && again !== undefined) {
    return shown({ ...state, outbox: [...state.outbox, again], unsent: state.unsent.slice(0, -1) });
  }
  const unsent = entry.edit === null ? state.unsent : [];
  return { ...state, outbox: [...state.outbox, entry], unsent, plan: outcome?.plan ?? state.plan };
}

function answered(state: SyncState, { key, answer, atMs }: EventOf<"answered">): SyncState {
  const outbox = state.outbox.filter((entry) => entry.key !== key);
  const isAlone = outbox.length === 0 && !answer.isRebased && state.outbox[0]?.edit !== null;
  const trouble = state.trouble?.kind === "offline" ? null : state.trouble;
  const { version, undo, redo, changes } = answer;
  const next = { ...state, version, undo, redo, outbox, trouble, confirmedAtMs: atMs };
  // The same pure function ran on the same plan on both sides: what is shown already is what is stored.
  if (isAlone) return { ...next, confirmed: state.plan };
  return shown({ ...next, confirmed: applyChanges(state.confirmed, changes) });
}

function refused(state: SyncState, { key, problem }: EventOf<"refused">): SyncState {
  const entry = state.outbox.find((each) => each.key === key);
  const outbox = state.outbox.filter((each) => each !== entry);
  const trouble = state.trouble?.kind === "offline" ? null : state.trouble;
  // Undo was pressed once more than there were steps.
  if (entry?.edit === null && problem.code.startsWith("nothing-to-")) return shown({ ...state, outbox, trouble });
  const entries = [...(state.refusal?.entries ?? []), ...(entry === undefined ? [] : [entry])];
  return shown({ ...state, outbox, trouble, refusal: { entries, problem } });
}

function heard(state: SyncState, { head, atMs }: EventOf<"heard">): SyncState {
  if (head.version < state.version) return state;
  const isNews = head.version > state.version || head.undo?.version !== state.undo?.version;
  const isBack = state.trouble?.kind === "offline" && state.outbox.length === 0;
  if (!isNews && !isBack && head.redo?.version === state.redo?.version) return state;
  return shown({ ...merged(state, { head, atMs }), trouble: isBack ? null : state.trouble });
}

/** Changes may be told twice: told again in their order, each field ends at its newest value all the same. */
function merged(state: SyncState, { head, atMs }: { readonly head: PlanChanges; readonly atMs: number }): SyncState {
  const { version, undo, redo, changes } = head;
  const confirmed = changes.length === 0 ? state.confirmed : applyChanges(state.confirmed, changes);
  return {
    ...state,
    confirmed,
    version,
    undo,
    redo,
    confirmedAtMs: version === state.version ? state.confirmedAtMs : atMs,
  };
}

function resolved(state: SyncState, entries: readonly Pending[]): SyncState {
  if (state.trouble?.kind === "conflict") {
    return shown({ ...state, trouble: null, outbox: [...entries, ...state.outbox.slice(1)] });
  }
  return shown({ ...state, refusal: null, outbox: [...entries, ...state.outbox] });
}

// An edit that no longer fits is left out here and judged by the server, which says why.
function shown(state: SyncState): SyncState {
  const plan = state.outbox.reduce((before, { edit }) => {
    if (edit === null) return before;
    const outcome = applyEdit(before, edit);
    return outcome.ok ? outcome.plan : before;
  }, state.confirmed);
  return { ...state, plan };
}

/** What the person is told about saving: first what waits for their decision. */
export function saveStateOf({ trouble, refusal, outbox, version, confirmedAtMs }: SyncState): SaveState {
  if (trouble?.kind === "conflict") {
    return { kind: "conflict", label: outbox[0]?.label ?? "", conflicts: trouble.conflicts };
  }
  if (refusal !== null) {
    const { entries, problem } = refusal;
    return { kind: "refused", label: entries.at(-1)?.label ?? "", problem, problems: problem.errors ?? [] };
  }
  if (trouble?.kind === "offline") return { kind: "offline", pending: outbox.length, sinceMs: trouble.sinceMs };
  if (outbox.length > 0) return { kind: "saving", pending: outbox.length };
  return { kind: "saved", version, atMs: confirmedAtMs };
}

/** What undo would take back and redo bring back, counting what is still on its way; null = nothing. */
export function stepLabels({ undo, redo, outbox, unsent }: SyncState): { undo: string | null; redo: string | null } {
  const last = outbox.at(-1);
  const isEdit = last !== undefined && last.edit !== null;
  const again = unsent.at(-1);
  return {
    undo: isEdit ? last.label : (undo?.label ?? null),
    redo: again?.label ?? (isEdit ? null : (redo?.label ?? null)),
  };
}
