import { pool } from "#lib/store/client.ts";

/** What the stored rows of all clusters did while it looked. */
export interface Observer {
  /** Forgets the gaps so far. */
  readonly restart: () => void;
  /** Clusters whose last word is younger than this. */
  readonly fresh: (withinMs: number) => readonly string[];
  readonly epochs: () => ReadonlyMap<string, number>;
  readonly epochOf: (slug: string) => number;
  readonly longestGapMs: () => number;
  /** Clusters whose row went back to an older holder or an earlier instant. */
  readonly setbacks: () => readonly string[];
  readonly stop: () => Promise<void>;
}

interface Seen {
  readonly epoch: number;
  readonly atMs: number;
}

const EVERY_MS = 50;

/** Reads every cluster's row many times a second, as the newest thing that a page could show. */
export function observeClusters(): Observer {
  const seen = new Map<string, Seen>();
  const setbacks: string[] = [];
  let longestGapMs = 0;
  let isStopped = false;

  function note(slug: string, now: Seen): void {
    const before = seen.get(slug);
    seen.set(slug, now);
    if (before === undefined) return;
    if (now.epoch < before.epoch || now.atMs < before.atMs) {
      setbacks.push(`${slug}: epoch ${before.epoch} -> ${now.epoch}, ${now.atMs - before.atMs} ms`);
    }
    longestGapMs = Math.max(longestGapMs, now.atMs - before.atMs);
  }

  async function look(): Promise<void> {
    const { rows } = await pool().query<{ slug: string; epoch: string; at: Date }>(
      `SELECT "slug", "live_cluster"."epoch", "polled_at" AS at FROM "live_cluster"
       JOIN "cluster" ON "cluster"."id" = "live_cluster"."cluster_id"`,
    );
    for (const { slug, epoch, at } of rows) note(slug, { epoch: Number(epoch), atMs: at.getTime() });
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      await look().catch(() => undefined);
      await new Promise((done) => setTimeout(done, EVERY_MS));
    }
  }

  const running = run();
  return {
    restart: () => {
      longestGapMs = 0;
    },
    fresh: (withinMs) => [...seen].filter(([, { atMs }]) => Date.now() - atMs < withinMs).map(([slug]) => slug),
    epochs: () => new Map([...seen].map(([slug, { epoch }]) => [slug, epoch])),
    epochOf: (slug) => seen.get(slug)?.epoch ?? 0,
    longestGapMs: () => longestGapMs,
    setbacks: () => setbacks,
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}
