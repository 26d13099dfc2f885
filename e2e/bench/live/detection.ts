import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { signedInBrowser } from "#e2e/bench/stage.ts";
import { type Api, ask, type FirstAdmin, setUpAdmin } from "#e2e/product-api.ts";
import { routes } from "#lib/core/api/index.ts";
import { StreamMessage } from "#lib/core/api/live.ts";
import { ended, startChild } from "./children.ts";
import type { Told } from "./clusters.ts";
import { cpuOf } from "./processes.ts";
import type { LiveStage } from "./stage.ts";

/** Times of a refused API server, ms. */
export interface Detection {
  /** From the closed port to the message in an event stream. */
  readonly toStreamMs: readonly number[];
  /** From the end of the look to the changed text in a browser. */
  readonly toScreenMs: readonly number[];
  readonly streams: number;
  readonly webCores: number;
}

interface Wanted {
  readonly streams: number;
  readonly kills: number;
}

const PER_TOKEN = 6;
const KILL_EVERY_MS = 500;
const WAIT_MS = 30_000;

/** Closes the ports of API servers one after another while a browser and many streams look on. */
export async function detect(stage: LiveStage, { streams, kills }: Wanted): Promise<Detection> {
  const { address, setupToken } = stage.place;
  const admin = await setUpAdmin({ address, printed: async () => setupToken });
  const { browser, close } = await signedInBrowser(admin);
  const others = await openStreams(admin.api, streams);
  const [shown, ...rest] = stage.simulation.clusters;
  if (shown === undefined) throw new Error("There is no simulated cluster.");
  const page = await browser.newPage();
  await page.goto(`${address}/clusters/${shown.name}/live`);
  await page.getByRole("region", { name: "Verdict" }).waitFor();
  const heard = hearStream(admin.api);
  try {
    const before = cpuOf(stage.productPid, stage.place.postmaster);
    const startedMs = performance.now();
    const toScreenMs = watchScreen(page, { stage, heard, shown, rounds: Math.ceil(kills / 4) });
    const toStreamMs: number[] = [];
    for (const told of rest.slice(0, kills)) {
      await sleep(KILL_EVERY_MS);
      void kill(stage, told, heard).then((ms) => toStreamMs.push(ms));
    }
    const screen = await toScreenMs;
    const webCores =
      (cpuOf(stage.productPid, stage.place.postmaster) - before) / ((performance.now() - startedMs) / 1000);
    for (const { name } of rest.slice(0, kills)) await stage.simulation.fault(name, { fault: "recovered" });
    return { toStreamMs, toScreenMs: screen, streams, webCores };
  } finally {
    heard.stop();
    await ended(others);
    await close();
  }
}

/** Milliseconds from the closed port to the word of it in the stream. */
async function kill({ simulation }: LiveStage, told: Told, heard: Heard): Promise<number> {
  const host = told.connection.masters[0]?.machineId ?? "";
  const changed = heard.next(told.name, host);
  const closedMs = await simulation.fault(told.name, { fault: "api-refused", host });
  return (await changed).heardMs - closedMs;
}

interface Watching {
  readonly stage: LiveStage;
  readonly heard: Heard;
  readonly shown: Told;
  readonly rounds: number;
}

/** One cluster fails and recovers again and again; the page writes down when the text of its verdict changed. */
async function watchScreen(page: Page, { stage, heard, shown, rounds }: Watching): Promise<number[]> {
  await page.evaluate(() => {
    const changes: number[] = [];
    Reflect.set(window, "verdictChanges", changes);
    let text = "";
    new MutationObserver(() => {
      const now = document.querySelector("[role=region][aria-label=Verdict], section[aria-label=Verdict]")?.textContent;
      if (now === undefined || now === text) return;
      text = now ?? "";
      changes.push(Date.now());
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const host = shown.connection.masters[0]?.machineId ?? "";
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const fault of [{ fault: "api-refused", host } as const, { fault: "recovered" } as const]) {
      const changed = heard.next(shown.name, host);
      await stage.simulation.fault(shown.name, fault);
      const { atMs } = await changed;
      await sleep(SETTLE_MS);
      const changes = await page.evaluate(() => Reflect.get(window, "verdictChanges"));
      const shownMs = Array.isArray(changes) ? changes.find((ms: number) => ms >= atMs) : undefined;
      if (shownMs !== undefined) taken.push(shownMs - atMs);
    }
  }
  return taken;
}

/** Longer than a browser on a busy machine takes to draw. */
const SETTLE_MS = 1500;

interface Change {
  /** End of the look that brought it. */
  readonly atMs: number;
  readonly heardMs: number;
}

const NEVER: Change = { atMs: Number.POSITIVE_INFINITY, heardMs: Number.POSITIVE_INFINITY };

interface Heard {
  /** The next change of state of this API server. */
  readonly next: (slug: string, machineId: string) => Promise<Change>;
  readonly stop: () => void;
}

function hearStream({ address, headers }: Api): Heard {
  const ending = new AbortController();
  const waiting = new Map<string, (change: Change) => void>();
  void read().catch((cause) => {
    if (!ending.signal.aborted) process.stderr.write(`The stream broke: ${cause}\n`);
  });

  async function read(): Promise<void> {
    const answer = await fetch(`${address}/api/v1/stream`, { headers, signal: ending.signal });
    let text = "";
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const parts = text.split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) if (part.startsWith("data: ")) take(StreamMessage.parse(JSON.parse(part.slice(6))));
    }
  }

  function take(message: StreamMessage): void {
    if (message.type !== "delta") return;
    for (const { kind, what, machineId, atMs } of message.transitions) {
      if (kind !== "api-server" || what !== "state") continue;
      waiting.get(`${message.slug} ${machineId}`)?.({ atMs, heardMs: Date.now() });
      waiting.delete(`${message.slug} ${machineId}`);
    }
  }

  return {
    next: (slug, machineId) =>
      new Promise((resolve) => {
        // What never comes is no failure of the benchmark but its result.
        const timer = setTimeout(() => resolve(NEVER), WAIT_MS);
        waiting.set(`${slug} ${machineId}`, (change) => {
          clearTimeout(timer);
          resolve(change);
        });
      }),
    stop: () => ending.abort(),
  };
}

async function openStreams(api: FirstAdmin["api"], streams: number) {
  const tokens: string[] = [];
  for (let at = 0; at < Math.ceil(streams / PER_TOKEN); at += 1) {
    const body = { name: `wall ${at}`, role: "viewer" as const, expiresAt: null };
    const { token } = await ask(api, routes.addToken, { body });
    tokens.push(...Array.from({ length: PER_TOKEN }, () => token));
  }
  const { child } = await startChild("streams.ts", []);
  child.send({ address: api.address, tokens: tokens.slice(0, streams) });
  await once(child, "message");
  return child;
}
