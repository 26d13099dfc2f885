"use client";
import { ContextMenu as Base } from "@base-ui/react/context-menu";
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { MENU_CLASS, type MenuEntry, type MenuProps, MenuRows } from "./menu.tsx";

export interface ContextMenuProps {
  /** What can be done with the thing that was pressed; nothing opens when it is empty. */
  entriesAt: (target: Element, at: { readonly clientX: number; readonly clientY: number }) => MenuProps["entries"];
  label: string;
  className?: string;
  children: ReactNode;
}

/** The menu of a right click, of the menu key, and of a finger that stays. */
export function ContextMenu({ entriesAt, label, className, children }: ContextMenuProps) {
  const [entries, setEntries] = useState<MenuProps["entries"]>([]);
  const [isOpen, setOpen] = useState(false);
  const chosen = useRef<(() => void) | null>(null);
  // Once the focus is back where it was, an action may take it.
  const giveFocusBack = () => {
    const run = chosen.current;
    chosen.current = null;
    if (run !== null) requestAnimationFrame(run);
    return true;
  };
  const deferred = entries.map((entry) =>
    entry === "separator" ? entry : { ...entry, onSelect: () => choose(entry) },
  );
  const choose = ({ onSelect }: MenuEntry) => {
    chosen.current = onSelect;
  };
  const { liftedAt, ...longPress } = useLongPress();
  const change = (next: boolean, event: Event) => {
    const { target } = event;
    const found = next && target instanceof Element ? entriesAt(target, pointOf(event)) : [];
    // The old entries stay while the menu fades.
    if (next) setEntries(found);
    setOpen(next && found.length > 0);
  };
  return (
    <Base.Root
      open={isOpen}
      onOpenChange={(next, { event }) => {
        if (next || event.timeStamp - liftedAt.current > GHOST_MS) change(next, event);
      }}
    >
      <Base.Trigger className={className} {...longPress}>
        {children}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-50 outline-none">
          <Base.Popup finalFocus={giveFocusBack} aria-label={label} className={MENU_CLASS}>
            <MenuRows entries={deferred} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function pointOf(event: Event): { readonly clientX: number; readonly clientY: number } {
  if (event instanceof MouseEvent) return event;
  const touch = "touches" in event && event instanceof TouchEvent ? event.touches[0] : undefined;
  return touch ?? { clientX: 0, clientY: 0 };
}

const PRESS_MS = 500;
const STILL_PX = 10;
/** A lifted finger is followed by mouse events at its place, which are no press outside of the menu. */
const GHOST_MS = 300;

/**
 * A finger that stays makes a `contextmenu` event, as Android does by itself. Pointer events, since what pans under a
 * finger keeps its touch events to itself.
 */
function useLongPress() {
  const press = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly x: number; readonly y: number }>(null);
  const end = () => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  useEffect(() => () => clearTimeout(press.current?.timer), []);
  const liftedAt = useRef(Number.NEGATIVE_INFINITY);
  return {
    liftedAt,
    onPointerDown: (event: PointerEvent) => {
      end();
      if (event.pointerType !== "touch" || !event.isPrimary) return;
      const { target, clientX, clientY } = event;
      const open = () => {
        const init = { bubbles: true, cancelable: true, clientX, clientY };
        target.dispatchEvent(new MouseEvent("contextmenu", init));
      };
      press.current = { timer: setTimeout(open, PRESS_MS), x: clientX, y: clientY };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const start = press.current;
      if (start !== null && Math.hypot(clientX - start.x, clientY - start.y) > STILL_PX) end();
    },
    onPointerUp: ({ pointerType, timeStamp }: PointerEvent) => {
      end();
      if (pointerType === "touch") liftedAt.current = timeStamp;
    },
    onPointerCancel: end,
  };
}
