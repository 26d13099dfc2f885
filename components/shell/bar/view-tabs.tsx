import { PageLink } from "#components/ui/page-link.tsx";

interface ViewTab {
  readonly key: string;
  readonly href: string;
  readonly label: string;
}

export interface ViewTabsProps {
  /** Name of the group of views. */
  label: string;
  tabs: readonly ViewTab[];
  current: string;
}

/** The views of one thing; each has an address of its own, so these are links and not tabs of a widget. */
export function ViewTabs({ label, tabs, current }: ViewTabsProps) {
  return (
    <nav aria-label={label} className="flex max-w-full self-end overflow-x-auto max-sm:basis-full">
      {tabs.map(({ key, href, label: name }) => (
        <PageLink
          key={key}
          href={href}
          aria-current={key === current ? "page" : undefined}
          className="-mb-px flex h-10 items-center border-b-2 border-transparent px-3 whitespace-nowrap text-text-2 hover:text-text aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-text"
        >
          {name}
        </PageLink>
      ))}
    </nav>
  );
}
