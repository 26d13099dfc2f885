"use client";
import { useSyncExternalStore } from "react";
import type { Keeping } from "#lib/core/api/live.ts";
import { hearStream } from "./live-stream.ts";

let current: Keeping = "kept";
const readers = new Set<() => void>();

/** Whether what the engines see is stored, as the stream said it last. */
export function useKeeping(): Keeping {
  return useSyncExternalStore(
    hear,
    () => current,
    () => "kept",
  );
}

function hear(onChange: () => void): () => void {
  readers.add(onChange);
  const leave = hearStream((message) => {
    if (message.type === "ping" && message.keeping !== current) set(message.keeping);
  });
  return () => {
    readers.delete(onChange);
    leave();
    // Nobody listens any more: what was said last grows old.
    if (readers.size === 0) current = "kept";
  };
}

function set(keeping: Keeping): void {
  current = keeping;
  for (const read of readers) read();
}
