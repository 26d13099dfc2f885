"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";

export interface PageErrorProps {
  error: Error & { digest?: string };
  /** Asks the server again; a `reset` would only draw again what failed. */
  retry: () => void;
}

/** Next strips the message of a server error; its digest finds the entry in the server's log. */
export function PageError({ error, retry }: PageErrorProps) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  return (
    <div className="mx-auto w-full max-w-2xl px-4 py-16">
      <Empty
        isPage
        title={t("error.title")}
        text={t("error.text", { code: error.digest ?? error.name })}
        action={
          <>
            <Button variant="primary" onClick={retry}>
              {common("retry")}
            </Button>
            <Link href="/" className={buttonClass()}>
              {t("error.home")}
            </Link>
          </>
        }
      />
    </div>
  );
}
