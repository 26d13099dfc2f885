"use client";
import { useParams, useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

export const SINGLE_KEYS_OFF = "quorate-single-keys-off";
const SEQUENCE_MS = 1_000;
const PLACES: Record<string, string> = {
  o: "/",
  m: "/machines",
  c: "/certificates",
  e: "/events",
  s: "/settings",
};
/** Views of the open cluster. */
const VIEWS: Record<string, string> = { d: "design", v: "survive", l: "live" };

function placeOf(key: string, slug: string | undefined): string | undefined {
  const view = VIEWS[key];
  return view === undefined || slug === undefined ? PLACES[key] : `/clusters/${slug}/${view}`;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null
  );
}

/** Keys that work wherever the focus is; those of one letter rest while someone types or has switched them off. */
export function useGlobalKeys(onPalette: () => void, onKeys: () => void): void {
  const router = useRouter();
  const { slug } = useParams<{ slug?: string }>();
  const goAt = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      const isCommand = event.ctrlKey || event.metaKey;
      if (isCommand && (key === "k" || (key === "p" && event.shiftKey))) {
        event.preventDefault();
        onPalette();
        return;
      }
      const isOff = localStorage.getItem(SINGLE_KEYS_OFF) !== null;
      if (event.defaultPrevented || isCommand || event.altKey || isOff || isTyping(event.target)) return;
      const place = placeOf(key, slug);
      if (place !== undefined && event.timeStamp - goAt.current < SEQUENCE_MS) router.push(place);
      else if (key === "?") onKeys();
      goAt.current = key === "g" ? event.timeStamp : 0;
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [router, slug, onPalette, onKeys]);
}
