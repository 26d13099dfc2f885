import { useTranslations } from "next-intl";
import { Engines, type EnginesProps } from "./engines.tsx";

export interface AboutProps extends EnginesProps {
  version: string;
  /** SHA-256 of the certificate; null over plain HTTP. */
  fingerprint: string | null;
  isEmbedded: boolean;
}

/** What runs here, and how to know that it is the right server. */
export function About({ version, fingerprint, isEmbedded, ...watching }: AboutProps) {
  const t = useTranslations("settings");
  const certificate =
    fingerprint === null ? (
      t("about.plainHttp")
    ) : (
      <>
        <code className="block font-mono text-sm break-all">{fingerprint}</code>
        <span className="text-sm text-text-2">{t("about.fingerprintText")}</span>
      </>
    );
  const description = (
    <a href="/api/v1/openapi.json" className="font-mono text-accent hover:underline">
      /api/v1/openapi.json
    </a>
  );
  const facts = [
    { name: t("about.version"), fact: <span className="font-mono">{version}</span> },
    { name: t("about.fingerprint"), fact: certificate },
    { name: t("about.database"), fact: isEmbedded ? t("about.embedded") : t("about.external") },
    { name: t("about.engines"), fact: <Engines {...watching} /> },
    { name: t("about.network"), fact: t("about.networkText") },
    { name: t("about.api"), fact: description },
    { name: t("about.license"), fact: t("about.licenseName") },
  ];
  return (
    <dl className="max-w-3xl rounded-md border bg-surface px-4 py-1">
      {facts.map(({ name, fact }) => (
        <div key={name} className="gap-8 border-b py-2.5 last:border-b-0 sm:flex">
          <dt className="w-48 shrink-0 text-text-2">{name}</dt>
          <dd className="min-w-0">{fact}</dd>
        </div>
      ))}
    </dl>
  );
}
