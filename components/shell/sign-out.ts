"use client";
import { useTranslations } from "next-intl";
import { useToast } from "#components/ui/toast.tsx";
import { accessRoutes } from "#lib/core/api/access.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";

/** Ends the session and leaves with a full page load, so that nothing of the person stays in memory. */
export function useSignOut(): () => void {
  const toast = useToast();
  const common = useTranslations("common");
  const textOf = useProblemText();
  return () => {
    call(accessRoutes.signOut, {}).then(
      () => location.assign("/sign-in"),
      (error: unknown) => toast({ tone: "critical", text: common("failed", { reason: textOf(error) }) }),
    );
  };
}
