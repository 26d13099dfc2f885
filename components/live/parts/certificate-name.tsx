"use client";
import { useTranslations } from "next-intl";
import { textIn } from "#components/live/facts/pick-facts.ts";
import type { Fact } from "#lib/core/live/state.ts";
import { LiveName } from "./live-table.tsx";

/** What a certificate is for, in words where there are some; files that only a report names keep their names. */
export function useCertificateRole(): (role: string) => string {
  const t = useTranslations("live");
  return (role) => (t.has(`certificates.role.${role}`) ? t(`certificates.role.${role}`) : role);
}

/** What a certificate is for, and where it was seen. */
export function CertificateName({ fact }: { fact: Fact }) {
  const t = useTranslations("live");
  const roleName = useCertificateRole();
  const host = textIn(fact, "host");
  return (
    <span className="whitespace-nowrap">
      {roleName(textIn(fact, "role")) || fact.subject.slice("certificate/".length)}{" "}
      {host === "path" ? (
        <span className="text-text-2">{t("certificates.path")}</span>
      ) : (
        <span className="font-mono text-text-2">
          <LiveName>{host}</LiveName>
        </span>
      )}
    </span>
  );
}
