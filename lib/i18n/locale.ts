export const LOCALES = ["en", "zh-CN"] as const;
export type Locale = (typeof LOCALES)[number];

/** Cookies that carry a person's choices, so that the first byte from the server is already right. */
export const LOCALE_COOKIE = "quorate-locale";
export const ZONE_COOKIE = "quorate-zone";

function isLocale(text: string | undefined): text is Locale {
  return LOCALES.some((locale) => locale === text);
}

/** Languages of an Accept-Language header, best first. */
function preferred(acceptLanguage: string): string[] {
  return acceptLanguage
    .split(",")
    .map((part) => {
      const [tag = "", quality = "q=1"] = part.trim().split(";");
      return { tag: tag.trim().toLowerCase(), weight: Number(quality.trim().slice(2)) || 0 };
    })
    .filter(({ tag, weight }) => tag !== "" && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

/** What the person chose, else the first language of the browser that we speak, else English. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie;
  for (const tag of preferred(acceptLanguage ?? "")) {
    if (tag === "zh" || tag.startsWith("zh-")) return "zh-CN";
    if (tag === "en" || tag.startsWith("en-")) return "en";
  }
  return "en";
}

/** The language that core's own texts (titles of exports and templates, scene words) are keyed by. */
export function langOf(locale: string): "zh" | "en" {
  return locale.startsWith("zh") ? "zh" : "en";
}

/** The zone named by the cookie when the runtime knows it, else UTC. */
export function chooseZone(cookie: string | undefined): string {
  if (cookie === undefined) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: cookie }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
