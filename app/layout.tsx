import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@fontsource-variable/noto-sans-sc/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { getLocale, getMessages, getNow, getTimeZone } from "next-intl/server";
import type { ReactNode } from "react";
import { chooseTheme, THEME_COOKIE } from "#components/shell/preference-cookies.ts";
import { Providers } from "#components/shell/providers.tsx";
import { MessagesProvider } from "#lib/i18n/messages-provider.tsx";

export const metadata: Metadata = {
  title: { default: "Quorate", template: "%s · Quorate" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

// zod compiles its checks with eval, which the content policy refuses. It asks when the first schema is made, which is
// before any module of ours could call `z.config`.
const NO_EVAL = "globalThis.__zod_globalConfig={jitless:true}";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, timeZone, now, messages] = await Promise.all([getLocale(), getTimeZone(), getNow(), getMessages()]);
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const nonce = head.get("x-nonce") ?? undefined;
  const theme = chooseTheme(jar.get(THEME_COOKIE)?.value);
  return (
    <html lang={locale} data-theme={theme}>
      <head>
        <script nonce={nonce}>{NO_EVAL}</script>
      </head>
      <body>
        <div id="app">
          <MessagesProvider locale={locale} timeZone={timeZone} now={now} messages={JSON.stringify(messages)}>
            <Providers theme={theme} nonce={nonce}>
              {children}
            </Providers>
          </MessagesProvider>
        </div>
      </body>
    </html>
  );
}
