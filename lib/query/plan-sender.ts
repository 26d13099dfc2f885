import type { Conflict } from "#lib/core/api/plans.ts";
import type { Change } from "#lib/core/plan/edit.ts";
import type { Pending, SyncEvent, SyncState } from "./plan-sync.ts";
import { failureOf, type PlanTransport } from "./plan-transport.ts";

const RETRY_FIRST_MS = 1000;
const RETRY_MAX_MS = 15_000;

export interface SenderParts {
  readonly transport: PlanTransport;
  readonly read: () => SyncState;
  readonly dispatch: (event: SyncEvent) => void;
  readonly nowMs: () => number;
}

/** Brings the outbox to the server, one entry at a time and in order, and asks what others did. */
export class PlanSender {
  readonly #parts: SenderParts;
  #running: Promise<void> | null = null;
  #retry: { readonly timer: ReturnType<typeof setTimeout>; readonly waitMs: number } | null = null;
  #isStopped = false;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Sends what waits. There is one loop; whoever calls while it runs is served by it. */
  send(): Promise<void> {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Sends what waits, then asks for the changes since the version that is known. */
  async wake(): Promise<void> {
    const { read, transport } = this.#parts;
    await this.send();
    if (this.#isStopped || read().outbox.length > 0) return;
    try {
      const head = await transport.changesSince(read().version);
      this.#calm();
      this.#parts.dispatch({ type: "heard", head, atMs: this.#parts.nowMs() });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === "refused") this.#parts.dispatch({ type: "refused", key: null, problem: failure.problem });
      else if (failure.kind === "lost-base") await this.#reload().catch(() => this.#retryLater());
      else this.#retryLater();
    }
  }

  start(): void {
    this.#isStopped = false;
    void this.wake();
  }

  /** No more questions; what is on its way is still brought to its end. */
  stop(): void {
    this.#isStopped = true;
    this.#calm();
  }

  async #drain(): Promise<void> {
    for (;;) {
      const { outbox, trouble } = this.#parts.read();
      const entry = outbox[0];
      if (entry === undefined || trouble?.kind === "conflict") return;
      this.#parts.dispatch({ type: "sending", key: entry.key });
      if (!(await this.#deliver(entry))) return;
    }
  }

  /** True when the next entry may follow. */
  async #deliver(entry: Pending): Promise<boolean> {
    const { transport, dispatch, nowMs } = this.#parts;
    try {
      const answer = await transport.send(entry);
      dispatch({ type: "answered", key: entry.key, answer, atMs: nowMs() });
      this.#calm();
      return true;
    } catch (error) {
      return this.#recover(entry, error).catch(() => this.#retryLater());
    }
  }

  async #recover(entry: Pending, error: unknown): Promise<boolean> {
    const failure = failureOf(error);
    switch (failure.kind) {
      case "unreachable":
        return this.#retryLater();
      case "lost-base":
        await this.#reload();
        return true;
      case "refused":
        this.#parts.dispatch({ type: "refused", key: entry.key, problem: failure.problem });
        return true;
      case "conflict":
        await this.#dispute(entry, failure.conflicts);
        return false;
    }
  }

  async #reload(): Promise<void> {
    const { transport, dispatch, nowMs } = this.#parts;
    dispatch({ type: "reloaded", at: await transport.load(), atMs: nowMs() });
  }

  async #dispute(entry: Pending, conflicts: readonly Conflict[]): Promise<void> {
    const { transport, dispatch, nowMs } = this.#parts;
    const { mine, base } = await this.#intention(entry);
    const head = await transport.changesSince(base);
    dispatch({ type: "conflicted", conflicts, mine, head, atMs: nowMs() });
  }

  /** What an entry would change, and the version since when that can be disputed. */
  async #intention(entry: Pending): Promise<{ mine: readonly Change[]; base: number }> {
    if (entry.edit !== null) return { mine: entry.changes, base: entry.base };
    const step = this.#parts.read()[entry.kind];
    if (step === null) return { mine: [], base: entry.base };
    const changes = await this.#parts.transport.stepChanges(step.version);
    const mine = changes.map(({ path, before, after }) => ({ path, before: after, after: before }));
    return { mine, base: Math.min(step.version, entry.base) };
  }

  #retryLater(): false {
    this.#parts.dispatch({ type: "unreachable", atMs: this.#parts.nowMs() });
    if (this.#isStopped) return false;
    const waitMs = this.#retry === null ? RETRY_FIRST_MS : Math.min(this.#retry.waitMs * 2, RETRY_MAX_MS);
    clearTimeout(this.#retry?.timer);
    this.#retry = { waitMs, timer: setTimeout(() => void this.wake(), waitMs) };
    return false;
  }

  #calm(): void {
    clearTimeout(this.#retry?.timer);
    this.#retry = null;
  }
}
