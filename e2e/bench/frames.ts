import type { Page } from "@playwright/test";
import { openWindow, TABLE, untilInteractive } from "./open.ts";
import type { Row } from "./report.ts";
import type { BenchStage } from "./stage.ts";

/** Two frames of a screen at 60 Hz, as Chromium's clock rounds them. */
export const FRAME_GOAL_MS = 33.4;
export const STEPS = 120;
const IDLE_FRAMES = 90;
/** Wheel travel of one step, in px. */
const STEP_PX = 24;

type Move = (page: Page, step: number) => Promise<void>;

/** Frames while a person pans and zooms, beside those of a page that does nothing. */
export async function frameRows(stage: BenchStage): Promise<Row[]> {
  const idle = await idleFrames(stage);
  const plans = [
    { name: "200 cards", slug: stage.cards },
    { name: "5,000 workers", slug: stage.large.slug },
  ];
  const rows: Row[] = [];
  for (const { name, slug } of plans) {
    const page = await openWindow(stage.browser);
    await untilInteractive(page, `${stage.product.address}/clusters/${slug}/design`);
    await toMiddle(page);
    for (const [deed, move] of [["pan", pan] as const, ["zoom", zoom] as const]) {
      const ours = await framesDuring(page, move);
      rows.push({
        name: `${deed} at ${name}, frame`,
        ours,
        beside: [{ name: "idle page", ms: idle }],
        goalMs: FRAME_GOAL_MS,
        judged: "p95",
      });
    }
    await page.close();
  }
  return rows;
}

async function idleFrames({ browser, product }: BenchStage): Promise<number[]> {
  const page = await openWindow(browser);
  await page.goto(`${product.address}/sign-in`);
  await startRecording(page);
  await page.waitForFunction((wanted) => (window as Recorder).taken.length > wanted, IDLE_FRAMES);
  const frames = await stopRecording(page);
  await page.close();
  return frames.map(({ ms }) => ms);
}

async function toMiddle(page: Page): Promise<void> {
  const box = await page.locator(".canvas-stage").boundingBox();
  if (box === null) throw new Error("The canvas has no size");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

/** There and back, on a slant. */
const pan: Move = (page, step) => {
  const way = step < STEPS / 2 ? STEP_PX : -STEP_PX;
  return page.mouse.wheel(way, way);
};

/** Out until everything is in the frame, and in again. */
const zoom: Move = async (page, step) => {
  if (step === 0) await page.keyboard.down("Control");
  await page.mouse.wheel(0, step < STEPS / 2 ? STEP_PX : -STEP_PX);
  if (step === STEPS - 1) await page.keyboard.up("Control");
};

/**
 * Milliseconds between frames in which the view had moved, or was painted after it had: what a hand sends comes slower
 * than the screen, and frames at rest would hide the work. Throws when next to nothing moved.
 */
export async function framesDuring(page: Page, move: Move): Promise<number[]> {
  await startRecording(page);
  for (let step = 0; step < STEPS; step += 1) await move(page, step);
  const frames = await stopRecording(page);
  const busy = frames.filter(({ hasMoved }, at) => hasMoved || frames[at - 1]?.hasMoved === true);
  if (busy.length < STEPS / 2) throw new Error(`Only ${busy.length} frames moved during ${STEPS} steps`);
  return busy.map(({ ms }) => ms);
}

interface Frame {
  readonly ms: number;
  readonly hasMoved: boolean;
}

type Recorder = typeof window & { taken: Frame[]; isRecording: boolean };

function startRecording(page: Page): Promise<void> {
  return page.evaluate((table) => {
    const recorder = window as Recorder;
    recorder.taken = [];
    recorder.isRecording = true;
    const look = (): string => {
      const camera = document.querySelector(".react-flow__viewport")?.getAttribute("style");
      return `${camera} ${document.querySelector(table)?.scrollTop}`;
    };
    let [before, place] = [performance.now(), look()];
    const record = (nowMs: number): void => {
      const now = look();
      // The clock counts in tenths; differences of it do not.
      recorder.taken.push({ ms: Math.round((nowMs - before) * 10) / 10, hasMoved: now !== place });
      [before, place] = [nowMs, now];
      if (recorder.isRecording) requestAnimationFrame(record);
    };
    requestAnimationFrame((nowMs) => {
      [before, place] = [nowMs, look()];
      requestAnimationFrame(record);
    });
  }, TABLE);
}

function stopRecording(page: Page): Promise<Frame[]> {
  return page.evaluate(() => {
    const recorder = window as Recorder;
    recorder.isRecording = false;
    return recorder.taken;
  });
}
