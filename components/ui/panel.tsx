import { type ReactNode, useId } from "react";

export interface PanelProps {
  title: string;
  action?: ReactNode;
  /** Where a link of the page leads. */
  id?: string | undefined;
  children: ReactNode;
}

/** One titled block of a page. */
export function Panel({ title, action, id, children }: PanelProps) {
  const headingId = useId();
  return (
    <section id={id} aria-labelledby={headingId} className="min-w-0 scroll-mt-4 rounded-md border bg-surface">
      <header className="flex min-h-10 items-center gap-2 border-b px-4">
        <h2 id={headingId} className="flex-1 text-base font-semibold">
          {title}
        </h2>
        {action}
      </header>
      <div className="px-4 py-3">{children}</div>
    </section>
  );
}
