"use client";
import type { ClipboardEvent } from "react";
import { type GridKit, targetBlock } from "#components/plan/table/grid-kit.ts";
import { blockHtml, copyBlock } from "#lib/core/table/block.ts";
import { looksLikeTable } from "#lib/core/table/headers.ts";
import { clearRange } from "./fill.ts";
import { pasteText } from "./paste.ts";

/** Copy, cut and paste of the range; while a cell is edited they belong to its text. */
export function clipboardHandlers(kit: GridKit, onPasteTable: ((text: string) => void) | undefined) {
  const isIdle = () => kit.store.getState().editing === null;
  return {
    onCopy: (event: ClipboardEvent) => {
      if (isIdle()) writeRange(kit, event);
    },
    onCut: (event: ClipboardEvent) => {
      if (!isIdle() || !kit.canEdit) return;
      writeRange(kit, event);
      clearRange(kit);
    },
    onPaste: (event: ClipboardEvent) => {
      if (!isIdle() || !kit.canEdit) return;
      event.preventDefault();
      const text = event.clipboardData.getData("text/plain");
      if (onPasteTable !== undefined && looksLikeTable(text)) onPasteTable(text);
      else if (text !== "") pasteText(kit, text);
    },
  };
}

function writeRange(kit: GridKit, event: ClipboardEvent): void {
  const block = targetBlock(kit);
  event.preventDefault();
  event.clipboardData.setData("text/plain", copyBlock(block));
  event.clipboardData.setData("text/html", blockHtml(block));
}
