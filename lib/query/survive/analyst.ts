import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { packPlan } from "./plan-parcel.ts";
import type { AnalysisOrder, AnalysisReply } from "./survive-worker.ts";

interface Waiting {
  readonly onVerdict: (verdict: Analysis) => void;
  readonly done: (analysis: Analysis) => void;
  readonly failed: (error: Error) => void;
}

/** Why there is no analysis: the plan is too entangled, or the thread broke (the console has its error). */
export type AnalysisTrouble = "too-large" | "broken";

export class AnalysisFailed extends Error {
  readonly trouble: AnalysisTrouble;

  constructor(trouble: AnalysisTrouble, options?: ErrorOptions) {
    super(`No analysis: ${trouble}`, options);
    this.name = "AnalysisFailed";
    this.trouble = trouble;
  }
}

/** The engine on a thread of its own; one that breaks is replaced with the next order. */
export class Analyst {
  #worker: Worker | null = null;
  #orders = 0;
  /** What the thread holds of the plan before. */
  #held: readonly Machine[] = [];
  readonly #waiting = new Map<number, Waiting>();
  readonly #verdicts = new Map<number, Analysis>();

  /** Starts the thread, which then rehearses: the first order is answered like a later one. */
  prepare(): void {
    this.#start();
  }

  /** The whole analysis; its verdict is told as soon as it is there, which is long before the candidates. */
  analyse(plan: Plan, onVerdict: (verdict: Analysis) => void): Promise<Analysis> {
    this.#orders += 1;
    const id = this.#orders;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { onVerdict, done, failed });
      const worker = this.#start();
      const order: AnalysisOrder = { id, parcel: packPlan(plan, this.#held) };
      worker.postMessage(order);
      this.#held = plan.machines;
    });
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#held = [];
  }

  #start(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL("./survive-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<AnalysisReply>) => this.#settle(data));
    worker.addEventListener("error", ({ message }) => this.#breakDown(message));
    this.#worker = worker;
    return worker;
  }

  #settle(reply: AnalysisReply): void {
    const { id } = reply;
    const waiting = this.#waiting.get(id);
    if ("verdict" in reply) {
      this.#verdicts.set(id, reply.verdict);
      waiting?.onVerdict(reply.verdict);
      return;
    }
    const verdict = this.#verdicts.get(id);
    this.#waiting.delete(id);
    this.#verdicts.delete(id);
    if ("completion" in reply && verdict !== undefined) waiting?.done({ ...verdict, ...reply.completion });
    else waiting?.failed(new AnalysisFailed("failure" in reply ? reply.failure : "broken"));
  }

  #breakDown(message: string): void {
    this.stop();
    const error = new AnalysisFailed("broken", { cause: message });
    for (const { failed } of this.#waiting.values()) failed(error);
    this.#waiting.clear();
    this.#verdicts.clear();
  }
}
