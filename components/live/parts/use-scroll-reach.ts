import { type RefObject, useEffect, useRef, useState } from "react";

interface Reach {
  readonly tabIndex?: number;
  readonly role?: "group";
  readonly "aria-labelledby"?: string;
}

/** Lets a box take the focus while its contents are wider than it, so that the arrow keys can scroll it. */
export function useScrollReach(labelId: string): {
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
  return { body, reach: isWide ? { tabIndex: 0, role: "group", "aria-labelledby": labelId } : {} };
}
