import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { Trust } from "#lib/core/connection/connection.ts";

/** Stays in sight for as long as a server proves itself by less than an authority. */
export function TrustBadge({ trust }: { trust: Trust }) {
  const t = useTranslations("connect");
  if (trust.kind === "ca") return null;
  return <Badge tone={trust.kind === "none" ? "critical" : "warning"}>{t(`trust.badge.${trust.kind}`)}</Badge>;
}
