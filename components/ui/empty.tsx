import type { ReactNode } from "react";

export interface EmptyProps {
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  /** It stands for the whole page, so its title is the heading of the page. */
  isPage?: boolean | undefined;
}

/** What a list says when there is nothing in it, and what to do about it. */
export function Empty({ title, text, action, isPage }: EmptyProps) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className="flex flex-col items-center gap-2 rounded-md border border-dashed px-6 py-10 text-center">
      <Title className="text-lg font-medium">{title}</Title>
      {text === undefined ? null : <p className="max-w-prose text-base text-text-2">{text}</p>}
      {action === undefined ? null : <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
