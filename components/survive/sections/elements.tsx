"use client";
import { createContext, type ReactNode, useContext } from "react";
import { usePointsAt } from "#components/survive/map/highlight.ts";
import { useLang } from "#components/survive/use-lang.ts";
import { type ElementRef, elementName } from "#lib/core/survive/words/names.ts";

type Lookup = (id: string) => ElementRef;

const ElementsContext = createContext<Lookup | null>(null);

/** Names of the elements of one analysis, for everything below it. */
export function ElementsProvider({ lookup, children }: { lookup: Lookup; children: ReactNode }) {
  return <ElementsContext value={lookup}>{children}</ElementsContext>;
}

export function useElements(): Lookup {
  const lookup = useContext(ElementsContext);
  if (lookup === null) throw new Error("No analysis is open here: wrap the page in <ElementsProvider>.");
  return lookup;
}

export function useElementNames(): (ids: readonly string[]) => string[] {
  const lookup = useElements();
  const lang = useLang();
  return (ids) => ids.map((id) => elementName(lookup(id), lang));
}

export interface PointingProps {
  elementIds: readonly string[];
  className?: string | undefined;
  children: ReactNode;
}

/** Something that the drawing outlines while it has the pointer or the focus. */
export function Pointing({ elementIds, className = "", children }: PointingProps) {
  const handlers = usePointsAt(elementIds);
  return (
    <button
      type="button"
      className={`cursor-default rounded text-left hover:bg-raised focus-visible:bg-raised ${className}`}
      {...handlers}
    >
      {children}
    </button>
  );
}
