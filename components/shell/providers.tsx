"use client";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { NextIntlClientProvider, useLocale, useTimeZone, useTranslations } from "next-intl";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useEffect, useState } from "react";
import { atRest } from "#components/ui/at-rest.ts";
import { CancelLabel, CloseLabel } from "#components/ui/dialog.tsx";
import { ToastProvider } from "#components/ui/toast.tsx";
import { TooltipGroup } from "#components/ui/tooltip.tsx";
import { ZONE_COOKIE } from "#lib/i18n/locale.ts";
import { QueryProvider } from "#lib/query/provider.tsx";
import { keepCookie, type Theme } from "./preference-cookies.ts";
import { ThemeChoice } from "./shell-context.tsx";

/** Everything that client components expect around them. */
export interface ProvidersProps {
  children: ReactNode;
  nonce: string | undefined;
  theme: Theme;
}

export function Providers({ children, nonce, theme }: ProvidersProps) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const locale = useLocale();
  const timeZone = useZone();
  return (
    <CSPProvider nonce={nonce}>
      <QueryProvider>
        <NuqsAdapter>
          <TooltipGroup>
            <CloseLabel value={common("close")}>
              <CancelLabel value={common("cancel")}>
                <ToastProvider label={t("toasts")} closeLabel={common("close")}>
                  <NextIntlClientProvider locale={locale} {...(timeZone === undefined ? {} : { timeZone })}>
                    <ThemeChoice value={theme}>{children}</ThemeChoice>
                  </NextIntlClientProvider>
                </ToastProvider>
              </CancelLabel>
            </CloseLabel>
          </TooltipGroup>
        </NuqsAdapter>
      </QueryProvider>
    </CSPProvider>
  );
}

/** The browser's time zone once it is known; the server learns it for its next pages, and until then has its own guess. */
function useZone(): string | undefined {
  const rendered = useTimeZone();
  const [actual, setActual] = useState<string | null>(null);
  useEffect(() => {
    const learn = (): void => {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      if (zone === rendered) return;
      keepCookie(ZONE_COOKIE, zone);
      setActual(zone);
    };
    // To ask the browser for its zone the first time takes twenty milliseconds.
    return atRest(learn);
  }, [rendered]);
  return actual ?? rendered;
}
