"use client";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { useRouter } from "next/navigation";
import { useTimeZone, useTranslations } from "next-intl";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useEffect } from "react";
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
  useZone();
  return (
    <CSPProvider nonce={nonce}>
      <QueryProvider>
        <NuqsAdapter>
          <TooltipGroup>
            <CloseLabel value={common("close")}>
              <CancelLabel value={common("cancel")}>
                <ToastProvider label={t("toasts")} closeLabel={common("close")}>
                  <ThemeChoice value={theme}>{children}</ThemeChoice>
                </ToastProvider>
              </CancelLabel>
            </CloseLabel>
          </TooltipGroup>
        </NuqsAdapter>
      </QueryProvider>
    </CSPProvider>
  );
}

/** Tells the server the browser's time zone, once per browser and per journey. */
function useZone() {
  const router = useRouter();
  const rendered = useTimeZone();
  useEffect(() => {
    const tell = (): void => {
      const actual = Intl.DateTimeFormat().resolvedOptions().timeZone;
      if (actual === rendered || document.cookie.includes(`${ZONE_COOKIE}=${encodeURIComponent(actual)}`)) return;
      keepCookie(ZONE_COOKIE, actual);
      // A refresh that finds no network would leave the page for the browser's own.
      if (navigator.onLine) router.refresh();
    };
    // To ask the browser for its zone the first time takes twenty milliseconds.
    return atRest(tell);
  }, [router, rendered]);
}
