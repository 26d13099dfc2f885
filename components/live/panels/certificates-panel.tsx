"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { byExpiry, daysLeft, otherTrouble, spreadsOf } from "#components/live/facts/expiry-order.ts";
import { ofKind, textIn } from "#components/live/facts/pick-facts.ts";
import { AckButton } from "#components/live/parts/ack-button.tsx";
import { Block, Nothing } from "#components/live/parts/block.tsx";
import { CertificateName, useCertificateRole } from "#components/live/parts/certificate-name.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { LiveRow, LiveTable } from "#components/live/parts/live-table.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { buttonClass } from "#components/ui/button.tsx";
import type { Fact } from "#lib/core/live/state.ts";
import { Renew } from "./renew.tsx";

const SHOWN_MAX = 8;
/** Ends of one kind this far apart are no leap of a renewal run, but a host that was left out. */
const SPREAD_DAYS = 2;

/** Certificates, next to expire first, with how each is renewed. */
export function CertificatesPanel() {
  const t = useTranslations("live");
  const common = useTranslations("common");
  const { view, slug } = useLivePage();
  const dated = byExpiry(view.facts);
  const troubles = otherTrouble(view.facts);
  const isAnySeen = dated.length + troubles.length > 0;
  return (
    <Block
      title={t("certificates.title")}
      facts={ofKind(view.facts, "certificate")}
      action={
        <Link href={`/certificates?cluster=${slug}`} className={buttonClass("quiet", "small")}>
          {t("certificates.all")}
        </Link>
      }
    >
      {isAnySeen ? null : <Nothing>{t("certificates.none")}</Nothing>}
      {troubles.map((fact) => (
        <p key={fact.subject} className="mb-1 flex flex-wrap items-center gap-x-3">
          <CertificateName fact={fact} />
          <FactState fact={fact} />
          <AckButton fact={fact} name={textIn(fact, "host") || fact.subject} />
        </p>
      ))}
      {dated.length === 0 ? null : <DatedTable certificates={dated.slice(0, SHOWN_MAX)} />}
      {dated.length > SHOWN_MAX ? (
        <p className="pt-1 text-xs text-text-2">{common("shown", { shown: SHOWN_MAX, total: dated.length })}</p>
      ) : null}
      <SpreadNote certificates={dated} />
    </Block>
  );
}

function DatedTable({ certificates }: { certificates: readonly Fact[] }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const { nowMs } = useLivePage();
  return (
    <LiveTable
      label={t("certificates.title")}
      columns={[
        { key: "left", title: t("certificates.column.left"), isNumber: true },
        { key: "name", title: t("certificates.column.name") },
        { key: "state", title: t("column.state") },
        { key: "renew", title: t("certificates.column.renew") },
      ]}
    >
      {certificates.map((fact) => {
        const days = daysLeft(fact, nowMs) ?? 0;
        return (
          <LiveRow key={fact.subject}>
            <td className="text-right font-medium whitespace-nowrap">
              {days < 0
                ? t("certificates.ago", { days: words.count(-days) })
                : t("certificates.days", { days: words.count(days) })}
            </td>
            <td>
              <CertificateName fact={fact} />
            </td>
            <td>
              <span className="inline-flex items-center gap-1">
                <FactState fact={fact} />
                <AckButton fact={fact} name={textIn(fact, "host")} />
              </span>
            </td>
            <td>{fact.state === "ok" ? null : <Renew fact={fact} />}</td>
          </LiveRow>
        );
      })}
    </LiveTable>
  );
}

function SpreadNote({ certificates }: { certificates: readonly Fact[] }) {
  const t = useTranslations("live");
  const roleName = useCertificateRole();
  const wide = spreadsOf(certificates).filter(({ days }) => days > SPREAD_DAYS);
  return wide.map(({ role, hosts, days }) => (
    <p key={role} className="pt-1 text-xs text-text-2">
      {t("certificates.spread", { role: roleName(role), hosts, days })}
    </p>
  ));
}
