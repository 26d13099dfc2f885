import { useSyncExternalStore } from "react";

let tick = 0;

function subscribe(changed: () => void): () => void {
  const next = () => {
    tick += 1;
    changed();
  };
  const observer = new MutationObserver(next);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", next);
  return () => {
    observer.disconnect();
    scheme.removeEventListener("change", next);
  };
}

/** A number that changes with the theme, for what is drawn and not styled. */
export function useThemeTick(): number {
  return useSyncExternalStore(
    subscribe,
    () => tick,
    () => 0,
  );
}
