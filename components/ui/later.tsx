"use client";
import { type ReactNode, Suspense, useEffect, useState } from "react";
import { atRest } from "./at-rest.ts";

export interface LaterProps {
  /** Whether the dialog inside is open. */
  open: boolean;
  /** Fetches the code of the dialog; a module is fetched once. */
  load: () => Promise<unknown>;
  /** The dialog, made by `lazy`. */
  children: ReactNode;
}

/**
 * A dialog whose code is fetched once the page is at rest, or at its first opening. From then on it stays mounted, so
 * that it closes as other dialogs do and keeps what was typed.
 */
export function Later({ open, load, children }: LaterProps) {
  const [wasOpen, setWasOpen] = useState(open);
  if (open && !wasOpen) setWasOpen(true);
  useEffect(() => atRest(() => void load().catch(() => undefined)), [load]);
  return wasOpen ? <Suspense fallback={null}>{children}</Suspense> : null;
}
