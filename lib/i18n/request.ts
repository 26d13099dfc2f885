import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { AREAS } from "./areas.ts";
import { chooseLocale, chooseZone, LOCALE_COOKIE, type Locale, ZONE_COOKIE } from "./locale.ts";

async function messagesOf(locale: Locale) {
  const areas = await Promise.all(
    AREAS.map(async (area) => [area, (await import(`./messages/${locale}/${area}.json`)).default] as const),
  );
  return Object.fromEntries(areas);
}

/** Called by next-intl once per request: language, messages and time zone come from cookies, never from the URL. */
export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(jar.get(LOCALE_COOKIE)?.value, head.get("accept-language"));
  return {
    locale,
    messages: await messagesOf(locale),
    timeZone: chooseZone(jar.get(ZONE_COOKIE)?.value),
    now: new Date(),
  };
});
