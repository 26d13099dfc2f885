"use client";
import { useRouter } from "next/navigation";
import { LOCALE_COOKIE, type Locale } from "#lib/i18n/locale.ts";
import { keepCookie, THEME_COOKIE, type Theme } from "./preference-cookies.ts";

/** Changes language or colours: a cookie, so that the server renders them, and the page at once. */
export function usePreferences() {
  const router = useRouter();
  return {
    setLocale(locale: Locale) {
      keepCookie(LOCALE_COOKIE, locale);
      router.refresh();
    },
    setTheme(theme: Theme) {
      keepCookie(THEME_COOKIE, theme);
      document.documentElement.dataset.theme = theme;
      router.refresh();
    },
  };
}
