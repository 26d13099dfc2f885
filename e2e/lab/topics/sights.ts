import { setTimeout as sleep } from "node:timers/promises";
import type { Fact, Transition } from "#lib/core/live/state.ts";
import { readLive } from "#lib/store/live/read-live.ts";
import { listTransitions } from "#lib/store/live/transitions.ts";

/** The cluster that is watched with the lab's plan. */
export const SLUG = "lab";
export const QUORUM = "etcd-quorum/main";
export const PATH = "api-path/main";
export const VIP_FACT = "vip/main";
export const LEASES = ["lease/kube-scheduler", "lease/kube-controller-manager"] as const;
export const WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;

export const facts = async (): Promise<readonly Fact[]> => (await readLive(SLUG)).facts;

export async function factOf(subject: string): Promise<Fact | undefined> {
  return (await facts()).find((fact) => fact.subject === subject);
}

export async function margin(): Promise<readonly (number | null)[]> {
  const { low, high } = (await readLive(SLUG)).margin;
  return [low, high];
}

/** Facts that are critical now, as `subject reason`. */
export async function criticals(): Promise<readonly string[]> {
  return (await facts())
    .filter(({ state }) => state === "critical")
    .map(({ subject, reason }) => `${subject} ${reason}`);
}

export interface Stored<Value> {
  readonly value: Value;
  /** Wall clock when it could be read from the database. */
  readonly readMs: number;
}

/** Looks until there is something; prints how long it took, and fails with what is not well instead. */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | null | undefined | false>,
  withinMs = WITHIN_MS,
): Promise<Stored<Value>> {
  const startedAt = performance.now();
  for (;;) {
    const found = await look();
    const tookMs = performance.now() - startedAt;
    if (found !== null && found !== undefined && found !== false) {
      figure(what, tookMs);
      return { value: found, readMs: Date.now() };
    }
    if (tookMs > withinMs) throw new Error(`Not within ${withinMs} ms: ${what}. ${await unwell()}`);
    await sleep(LOOK_EVERY_MS);
  }
}

async function unwell(): Promise<string> {
  const some = (await facts()).filter(({ state, kind }) => state !== "ok" && kind !== "static-pod");
  return JSON.stringify(
    some.slice(0, 14).map(({ subject, state, reason, values }) => ({ subject, state, reason, values })),
  );
}

/** A measured time, in the output of the test that measured it. */
export function figure(what: string, ms: number): void {
  process.stdout.write(`      ${what}: ${(ms / 1000).toFixed(2)} s\n`);
}

/** What happened to a subject since an instant of the wall clock, oldest first. */
export async function changesOf(subject: string, sinceMs: number): Promise<readonly Transition[]> {
  const { rows } = await listTransitions({ slug: SLUG, subject, limit: 100 });
  return rows.filter(({ atMs }) => atMs >= sinceMs).reverse();
}

/** Every change into critical since then, as `subject reason`. */
export async function alarmsSince(sinceMs: number): Promise<readonly string[]> {
  const { rows } = await listTransitions({ slug: SLUG, state: "critical", limit: 200 });
  return rows.filter(({ atMs }) => atMs >= sinceMs).map(({ subject, reason }) => `${subject} ${reason}`);
}
