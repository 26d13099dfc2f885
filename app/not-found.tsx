import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonClass } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";

export default async function NotFound() {
  const t = await getTranslations("shell");
  return (
    <main className="mx-auto max-w-2xl px-4 py-16">
      <Empty
        isPage
        title={t("missing.title")}
        text={t("missing.text")}
        action={
          <Link href="/" className={buttonClass("primary")}>
            {t("error.home")}
          </Link>
        }
      />
    </main>
  );
}
