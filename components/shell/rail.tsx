"use client";
import { LayoutGrid, ScrollText, Server, Settings, ShieldCheck } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { Logo } from "./logo.tsx";

const PLACES = [
  { key: "overview", href: "/", icon: LayoutGrid },
  { key: "machines", href: "/machines", icon: Server },
  { key: "certificates", href: "/certificates", icon: ShieldCheck },
  { key: "events", href: "/events", icon: ScrollText },
  { key: "settings", href: "/settings", icon: Settings },
] as const;

function isCurrent(pathname: string, href: string): boolean {
  return href === "/" ? pathname === "/" || pathname.startsWith("/clusters") : pathname.startsWith(href);
}

/** Left rail of icons, with labels from 1280 px; a bar at the bottom of small screens. */
export function Rail() {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav
      aria-label={t("nav.label")}
      data-narrow={pathname.endsWith("/design") ? "" : undefined}
      className="fixed inset-x-0 bottom-0 z-30 flex h-14 border-t bg-surface md:static md:h-auto md:w-14 md:shrink-0 md:flex-col md:border-t-0 md:border-r rail:w-50"
    >
      <PageLink href="/" className="hidden h-12 shrink-0 items-center gap-2.5 border-b px-4 text-text md:flex">
        <Logo />
        <span className="hidden text-lg font-semibold tracking-tight rail:inline">Quorate</span>
        <span className="sr-only rail:hidden">Quorate</span>
      </PageLink>
      <ul className="flex flex-1 justify-around md:flex-col md:justify-start md:gap-0.5 md:p-2">
        {PLACES.map(({ key, href, icon: Icon }) => (
          <li key={key}>
            <PageLink
              href={href}
              aria-current={isCurrent(pathname, href) ? "page" : undefined}
              title={t(`nav.${key}`)}
              className="flex h-full min-w-16 flex-col items-center justify-center gap-0.5 rounded px-2.5 text-xs text-text-2 hover:bg-raised hover:text-text aria-[current]:bg-raised aria-[current]:font-medium aria-[current]:text-text md:h-9 md:min-w-0 md:flex-row md:justify-start md:gap-3 md:text-base"
            >
              <Icon size={18} strokeWidth={1.75} aria-hidden className="shrink-0" />
              <span className="md:sr-only rail:not-sr-only">{t(`nav.${key}`)}</span>
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
