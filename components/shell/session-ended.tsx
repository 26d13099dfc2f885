"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useSignedIn } from "#lib/query/signed-in.ts";

/** Leads to the sign-in page and from there back to this one; what waits to be saved waits in the tab until then. */
export function SessionEnded() {
  const t = useTranslations("shell");
  const { state, dismiss } = useSignedIn();
  const [pathname, search] = [usePathname(), useSearchParams()];
  const here = search.size === 0 ? pathname : `${pathname}?${search}`;
  return (
    <Dialog
      open={state === "ended"}
      onOpenChange={dismiss}
      size="small"
      title={t("ended.title")}
      footer={
        <>
          <Button onClick={dismiss}>{t("ended.stay")}</Button>
          {/* A full load: nothing of the ended session stays in memory. */}
          <a href={`/sign-in?next=${encodeURIComponent(here)}`} className={buttonClass("primary")}>
            {t("ended.signIn")}
          </a>
        </>
      }
    >
      <p>{t("ended.text")}</p>
    </Dialog>
  );
}
