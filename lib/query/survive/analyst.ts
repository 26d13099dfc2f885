import type { Plan } from "#lib/core/plan/plan.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import type { AnalysisReply } from "./survive-worker.ts";

interface Waiting {
  readonly done: (analysis: Analysis) => void;
  readonly failed: (error: Error) => void;
}

/** The engine on a thread of its own; one that breaks is replaced with the next order. */
export class Analyst {
  #worker: Worker | null = null;
  #orders = 0;
  readonly #waiting = new Map<number, Waiting>();

  analyse(plan: Plan): Promise<Analysis> {
    this.#orders += 1;
    const id = this.#orders;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed });
      this.#start().postMessage({ id, plan });
    });
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #start(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL("./survive-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<AnalysisReply>) => this.#settle(data));
    worker.addEventListener("error", (event) => this.#breakDown(new Error(event.message || "The worker ended.")));
    this.#worker = worker;
    return worker;
  }

  #settle(reply: AnalysisReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ("analysis" in reply) waiting?.done(reply.analysis);
    else waiting?.failed(new Error(reply.failure));
  }

  #breakDown(error: Error): void {
    this.stop();
    for (const { failed } of this.#waiting.values()) failed(error);
    this.#waiting.clear();
  }
}
