import Link from "next/link";
import { useTranslations } from "next-intl";

export const SETTINGS_TABS = ["people", "tokens", "audit", "about", "account"] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

const FOR_ADMINS: readonly SettingsTab[] = ["people", "tokens", "audit"];

/** The tabs this person may open; the first one is shown when the address names none. */
export function tabsFor(isAdmin: boolean): readonly SettingsTab[] {
  return SETTINGS_TABS.filter((tab) => isAdmin || !FOR_ADMINS.includes(tab));
}

export function SettingsNav({ current, tabs }: { current: SettingsTab; tabs: readonly SettingsTab[] }) {
  const t = useTranslations("settings");
  return (
    <nav aria-label={t("tabs")} className="flex shrink-0 overflow-x-auto border-b bg-surface px-4">
      {tabs.map((tab) => (
        <Link
          key={tab}
          href={`/settings?tab=${tab}`}
          aria-current={tab === current ? "page" : undefined}
          className="-mb-px flex h-10 items-center border-b-2 border-transparent px-3 whitespace-nowrap text-text-2 hover:text-text aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-text"
        >
          {t(`tab.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}
