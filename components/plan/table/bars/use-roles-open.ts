"use client";
import { useLayoutEffect, useRef, useState } from "react";
import { readLayout, writeLayout } from "#components/plan/table/table-layout.ts";

/** In a lower pane the rows of machines are worth more than the sums per role; px. */
const ROOMY = 320;

/** Whether the totals per role are shown: as the person left it, else where there is room. */
export function useRolesOpen() {
  const bar = useRef<HTMLElement>(null);
  const [isOpen, show] = useState(false);
  useLayoutEffect(() => {
    const room = bar.current?.parentElement?.clientHeight ?? 0;
    show(readLayout().areRoleTotalsOpen ?? room >= ROOMY);
  }, []);
  const setOpen = (next: boolean) => {
    show(next);
    writeLayout({ areRoleTotalsOpen: next });
  };
  return { bar, isOpen, setOpen };
}
