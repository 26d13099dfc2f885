import { type RefObject, useEffect, useRef, useState } from "react";

/** What the box is called when it takes the focus. */
type Naming = { readonly "aria-labelledby": string } | { readonly "aria-label": string | undefined };
type Reach = Partial<Naming> & { readonly tabIndex?: number; readonly role?: "group" };

/** Lets a box take the focus while its contents are wider than it, so that the arrow keys can scroll it. */
export function useScrollReach(naming: Naming): {
  readonly body: RefObject<HTMLDivElement | null>;
  readonly reach: Reach;
} {
  const body = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const box = body.current;
    if (box === null) return;
    const measure = () => setWide(box.scrollWidth > box.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return { body, reach: isWide ? { tabIndex: 0, role: "group", ...naming } : {} };
}
