"use client";
import { useTranslations } from "next-intl";
import { daysLeft } from "#components/live/facts/expiry-order.ts";
import { numberIn, textIn } from "#components/live/facts/pick-facts.ts";
import { CertificateName } from "#components/live/parts/certificate-name.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { DataTable } from "#components/ui/data-table.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { CertificateRow } from "#lib/core/api/live.ts";
import { PASTED } from "#lib/core/live/state.ts";
import { Time } from "#lib/i18n/time.tsx";

const CELL = "h-9 px-2 whitespace-nowrap 2xl:px-3";
const WIDE = "hidden md:table-cell";

/** One row per certificate; small screens keep days, cluster, certificate and state. */
export function CertificateTable({ rows, nowMs }: { rows: readonly CertificateRow[]; nowMs: number }) {
  const t = useTranslations("live");
  return (
    <DataTable
      label={t("certificates.title")}
      columns={[
        { key: "left", title: t("certificates.column.left"), isNumber: true },
        { key: "cluster", title: t("filter.cluster") },
        { key: "name", title: t("certificates.column.name") },
        { key: "state", title: t("column.state") },
        { key: "until", title: t("certificates.column.until"), className: WIDE },
        { key: "subject", title: t("certificates.column.subject"), className: WIDE },
        { key: "seen", title: t("column.age"), className: WIDE },
      ]}
    >
      {rows.map((row) => (
        <Row key={`${row.slug} ${row.fact.subject}`} row={row} nowMs={nowMs} />
      ))}
    </DataTable>
  );
}

function Row({ row: { slug, clusterName, fact }, nowMs }: { row: CertificateRow; nowMs: number }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const days = daysLeft(fact, nowMs);
  const until = numberIn(fact, "notAfterMs");
  return (
    <tr className="border-b last:border-b-0 hover:bg-raised">
      <td className={`${CELL} text-right font-medium`}>
        {days === null ? "?" : null}
        {days !== null && days < 0 ? t("certificates.ago", { days: words.count(-days) }) : null}
        {days !== null && days >= 0 ? t("certificates.days", { days: words.count(days) }) : null}
      </td>
      <td className={`${CELL} max-w-60 truncate`}>
        <PageLink href={`/clusters/${slug}/live`} className="text-accent hover:underline">
          {clusterName}
        </PageLink>
      </td>
      <td className={CELL}>
        <CertificateName fact={fact} />
      </td>
      <td className={CELL}>
        <span className="inline-flex items-center gap-2">
          {isPastedGood(fact) ? <span className="text-text-2">{words.state("ok")}</span> : <FactState fact={fact} />}
          <PastedMark fact={fact} nowMs={nowMs} />
        </span>
      </td>
      <td className={`${CELL} ${WIDE}`}>{until === null ? "?" : <Time at={new Date(until).toISOString()} />}</td>
      <td
        className={`${CELL} ${WIDE} max-w-28 truncate 2xl:max-w-80 font-mono text-xs`}
        title={textIn(fact, "commonName")}
      >
        {textIn(fact, "commonName")}
      </td>
      <td className={`${CELL} ${WIDE} text-xs text-text-3`}>
        {fact.observedAtMs === null ? t("age.never") : <Time at={new Date(fact.observedAtMs).toISOString()} as="age" />}
      </td>
    </tr>
  );
}

/** The shape of a good state is for what somebody watches. */
function isPastedGood({ observer, state }: CertificateRow["fact"]): boolean {
  return observer === PASTED && state === "ok";
}

/** What was pasted says so beside its state: it holds as of then, and nobody watches it. */
function PastedMark({ fact: { observedAtMs, observer }, nowMs }: { fact: CertificateRow["fact"]; nowMs: number }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  if (observer !== PASTED || observedAtMs === null) return null;
  return (
    <span className="rounded-sm border px-1 text-xs text-text-2">
      {t("pasted.mark", { age: words.ago(Math.max(0, nowMs - observedAtMs)) })}
    </span>
  );
}
