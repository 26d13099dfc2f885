"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useViewState } from "#lib/query/view-state.ts";

export interface DesignKeys {
  slug: string;
  canEdit: boolean;
  undo: () => void;
  redo: () => void;
  /** Null where nothing can be labelled. */
  onLabel: (() => void) | null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, [contenteditable], [role=dialog]") !== null;
}

function isOnCanvas(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && !isTyping(target) && target.closest("[data-pane=canvas]") !== null;
}

function toggleTable(): void {
  const { isTableOpen, setTableOpen } = useViewState.getState();
  setTableOpen(!isTableOpen);
}

/** Keys of the whole design page; canvas and table answer theirs first. */
export function useDesignKeys({ slug, canEdit, undo, redo, onLabel }: DesignKeys): void {
  const router = useRouter();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      if (!(event.ctrlKey || event.metaKey)) {
        if (event.key.toLowerCase() === "t" && isOnCanvas(event.target)) toggleTable();
        return;
      }
      const key = (event.shiftKey ? "shift+" : "") + event.key.toLowerCase();
      const isEditing = canEdit && !isTyping(event.target);
      const actions: Record<string, (() => void) | null> = {
        s: onLabel,
        z: isEditing ? undo : null,
        y: isEditing ? redo : null,
        "shift+z": isEditing ? redo : null,
        "shift+e": () => router.push(`/clusters/${slug}/export`),
      };
      const action = actions[key] ?? null;
      if (action === null) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [router, slug, canEdit, undo, redo, onLabel]);
}
