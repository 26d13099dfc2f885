import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthFrame } from "#components/access/auth-frame.tsx";
import { SignInForm } from "#components/access/sign-in-form.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { openPage } from "#lib/auth/page.ts";
import { safeNext } from "#lib/auth/safe-next.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access");
  return { title: t("signIn.title") };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const t = await getTranslations("access");
  const [sent, { principal, isSetupOpen }] = await Promise.all([searchParams, openPage()]);
  const next = safeNext(typeof sent.next === "string" ? sent.next : null);
  if (principal !== null) redirect(next);
  return (
    <AuthFrame title={t("signIn.title")}>
      {isSetupOpen ? <Banner tone="info">{t("signIn.notSetUp")}</Banner> : <SignInForm next={next} />}
    </AuthFrame>
  );
}
