"use client";
import { createContext } from "react";

export interface Commit {
  readonly text: string;
  /** Where the active cell goes after a commit. */
  readonly next: "down" | "up" | "right" | "left" | "stay";
}

/** Takes what was typed into the active cell. */
export const CommitContext = createContext<(commit: Commit) => void>(() => undefined);
