"use client";
import { useSyncExternalStore } from "react";

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

let offsetMs = 0;

/** Clocks of browsers are often wrong; ages are counted on the server's. */
export function setServerNow(atMs: number): void {
  const found = atMs - Date.now();
  // A message is never from the future, so the largest offset seen is the truest; a jump of the clock starts anew.
  offsetMs = Math.abs(found - offsetMs) > MINUTE_MS ? found : Math.max(offsetMs, found);
}

/** An instant of this browser's clock on the server's, as far as the stream has told it. */
export function atServer(browserMs: number): number {
  return browserMs + offsetMs;
}

export function useServerNow(): number {
  const second = useSyncExternalStore(
    everySecond,
    () => Math.floor(atServer(Date.now()) / SECOND_MS),
    () => 0,
  );
  return second * SECOND_MS;
}

function everySecond(onTick: () => void): () => void {
  const timer = setInterval(onTick, SECOND_MS);
  return () => clearInterval(timer);
}
