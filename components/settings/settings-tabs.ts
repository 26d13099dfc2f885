const SETTINGS_TABS = ["people", "tokens", "audit", "thresholds", "retention", "account", "about"] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

const FOR_ADMINS: readonly SettingsTab[] = ["people", "tokens", "audit", "retention"];

/** The tabs this person may open; the first one is shown when the address names none. */
export function tabsFor(isAdmin: boolean): readonly SettingsTab[] {
  return SETTINGS_TABS.filter((tab) => isAdmin || !FOR_ADMINS.includes(tab));
}
