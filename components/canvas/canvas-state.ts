import { create } from "zustand";
import type { DropCell } from "#lib/core/scene/order.ts";
import type { Point, Rect } from "#lib/core/scene/scene.ts";
import type { PartId } from "./palette/parts.ts";

/** One crossing of a lane and a failure domain; `column: null` gathers what has no domain. */
export type Cell = Pick<DropCell, "lane" | "column">;

/** Where a dragged or moved selection would land. */
export interface Landing extends DropCell {
  readonly rect: Rect;
  /** The card in front of which it goes; null at the end. */
  readonly front: Rect | null;
}

export type InlineField = "hostname" | "ip" | "spec";
export const INLINE_FIELDS: readonly InlineField[] = ["hostname", "ip", "spec"];

export interface Tool {
  readonly part: PartId;
  readonly count: number;
  readonly isAcrossDomains: boolean;
  readonly addresses: "assign-later" | "next-free";
}

interface Movement {
  readonly ids: readonly string[];
  readonly landing: Landing | null;
  /** Pointer in scene units; null in the keyboard's move mode. */
  readonly at: Point | null;
}

interface CanvasState {
  /** Scene id of the one stop that Tab reaches. */
  readonly focusId: string | null;
  readonly editing: { readonly machineId: string; readonly field: InlineField } | null;
  /** Cursor cell of the heat-grid that was last walked through. */
  readonly gridCursor: { readonly gridId: string; readonly index: number } | null;
  /** Part that the next click on a cell places. */
  readonly tool: Tool | null;
  readonly movement: Movement | null;
  readonly box: Rect | null;
  /** Cell whose add panel is open. */
  readonly addingIn: Cell | null;
  readonly isFinding: boolean;
  readonly announcement: string;
  readonly patch: (next: Partial<Omit<CanvasState, "patch">>) => void;
}

const IDLE = {
  focusId: null,
  editing: null,
  gridCursor: null,
  tool: null,
  movement: null,
  box: null,
  addingIn: null,
  isFinding: false,
  announcement: "",
};

/** What the canvas is in the middle of; never part of the plan and never in the array of nodes. */
export const useCanvas = create<CanvasState>()((set) => ({ ...IDLE, patch: (next) => set(next) }));

export function resetCanvas(): void {
  useCanvas.setState(IDLE);
}
