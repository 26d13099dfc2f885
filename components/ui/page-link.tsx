"use client";
import Link from "next/link";
import { type ComponentProps, useState } from "react";

export type PageLinkProps = Omit<ComponentProps<typeof Link>, "prefetch" | "onPointerEnter" | "onFocus">;

/** Fetches its page ahead when someone points at it or reaches it by key: a page full of links asks for none of them. */
export function PageLink(props: PageLinkProps) {
  const [isLikely, setLikely] = useState(false);
  const expect = () => setLikely(true);
  return <Link {...props} prefetch={isLikely ? null : false} onPointerEnter={expect} onFocus={expect} />;
}
