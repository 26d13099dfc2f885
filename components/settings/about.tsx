import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

export interface AboutProps {
  version: string;
  /** SHA-256 of the certificate; null over plain HTTP. */
  fingerprint: string | null;
  isEmbedded: boolean;
}

/** What runs here, and how to know that it is the right server. */
export function About({ version, fingerprint, isEmbedded }: AboutProps) {
  const t = useTranslations("settings");
  return (
    <dl className="grid max-w-3xl gap-x-8 gap-y-3 rounded-md border bg-surface p-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
      <Fact name={t("about.version")}>
        <span className="font-mono">{version}</span>
      </Fact>
      <Fact name={t("about.fingerprint")}>
        {fingerprint === null ? (
          t("about.plainHttp")
        ) : (
          <>
            <code className="block font-mono text-sm break-all">{fingerprint}</code>
            <span className="text-sm text-text-2">{t("about.fingerprintText")}</span>
          </>
        )}
      </Fact>
      <Fact name={t("about.database")}>{isEmbedded ? t("about.embedded") : t("about.external")}</Fact>
      <Fact name={t("about.network")}>{t("about.networkText")}</Fact>
      <Fact name={t("about.api")}>
        <a href="/api/v1/openapi.json" className="font-mono text-accent hover:underline">
          /api/v1/openapi.json
        </a>
      </Fact>
      <Fact name={t("about.license")}>{t("about.licenseName")}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-2">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
