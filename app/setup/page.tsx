import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AuthFrame } from "#components/access/auth-frame.tsx";
import { SetupForm } from "#components/access/setup-form.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { openPage } from "#lib/auth/page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access");
  return { title: t("setup.title"), referrer: "no-referrer" };
}

export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const t = await getTranslations("access");
  const [{ token }, { isSetupOpen }] = await Promise.all([searchParams, openPage()]);
  return (
    <AuthFrame title={t("setup.title")}>
      {isSetupOpen ? (
        <SetupForm token={typeof token === "string" ? token : ""} />
      ) : (
        <div className="grid gap-4">
          <p>{t("setup.closed")}</p>
          <Link href="/sign-in" className={buttonClass("primary")}>
            {t("setup.toSignIn")}
          </Link>
        </div>
      )}
    </AuthFrame>
  );
}
