export const THEME_COOKIE = "quorate-theme";
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The theme of the cookie; without one the system's, which CSS alone can answer. */
export function chooseTheme(cookie: string | undefined): Theme {
  return THEMES.find((theme) => theme === cookie) ?? "system";
}
const YEAR_SECONDS = 365 * 24 * 3600;

/** Keeps a choice for a year where the server can read it; never anything secret. */
export function keepCookie(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
  // The Cookie Store API always writes Secure cookies, which Safari drops on plain loopback.
  Object.assign(document, { cookie });
}
