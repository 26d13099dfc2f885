"use client";
import { useTranslations } from "next-intl";
import { textIn } from "#components/live/facts/pick-facts.ts";
import type { Fact } from "#lib/core/live/state.ts";

/** What a certificate is for, and where it was seen. */
export function CertificateName({ fact }: { fact: Fact }) {
  const t = useTranslations("live");
  const role = textIn(fact, "role");
  const host = textIn(fact, "host");
  return (
    <span className="whitespace-nowrap">
      {t.has(`certificates.role.${role}`) ? t(`certificates.role.${role}`) : fact.subject.slice("certificate/".length)}{" "}
      {host === "path" ? (
        <span className="text-text-2">{t("certificates.path")}</span>
      ) : (
        <span className="font-mono text-text-2">{host}</span>
      )}
    </span>
  );
}
