"use client";
import { Languages, SunMoon } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { THEMES } from "#components/shell/preference-cookies.ts";
import { usePreferences } from "#components/shell/preferences.ts";
import { useThemeChoice } from "#components/shell/shell-context.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { LOCALES } from "#lib/i18n/locale.ts";

export function LanguageMenu() {
  const t = useTranslations("shell");
  const current = useLocale();
  const { setLocale } = usePreferences();
  return (
    <Menu
      align="end"
      trigger={<IconButton label={t("language.label")} icon={<Languages size={16} strokeWidth={1.75} aria-hidden />} />}
      entries={LOCALES.map((locale) => ({
        label: t(`language.${locale}`),
        isChecked: locale === current,
        onSelect: () => setLocale(locale),
      }))}
    />
  );
}

export function ThemeMenu() {
  const t = useTranslations("shell");
  const current = useThemeChoice();
  const { setTheme } = usePreferences();
  return (
    <Menu
      align="end"
      trigger={<IconButton label={t("theme.label")} icon={<SunMoon size={16} strokeWidth={1.75} aria-hidden />} />}
      entries={THEMES.map((theme) => ({
        label: t(`theme.${theme}`),
        isChecked: theme === current,
        onSelect: () => setTheme(theme),
      }))}
    />
  );
}
