import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { HistoryEntry } from "#lib/core/api/plans.ts";
import { Time } from "#lib/i18n/time.tsx";
import type { OpenPoint } from "./open-points.ts";

/** What waits for a decision, with the machines it concerns. */
export function OpenPoints({ points, base }: { points: readonly OpenPoint[]; base: string }) {
  const t = useTranslations("clusters");
  if (points.length === 0) return <p className="text-text-2">{t("summary.workNone")}</p>;
  return (
    <ul className="grid gap-2.5">
      {points.map(({ kind, count, machines }) => (
        <li key={kind} className="flex items-start gap-2">
          <span className="mt-[3px]">
            <StateGlyph state="unknown" />
          </span>
          <div className="min-w-0">
            <p>{t(`summary.${kind}`, { count })}</p>
            <p className="flex flex-wrap gap-x-2 text-sm text-text-2">
              {machines.map(({ id, hostname }) => (
                <PageLink
                  key={id}
                  href={`${base}/design?select=${encodeURIComponent(id)}`}
                  className="font-mono hover:text-text hover:underline"
                >
                  {hostname}
                </PageLink>
              ))}
              {count > machines.length && machines.length > 0 ? (
                <span>{t("summary.more", { count: count - machines.length })}</span>
              ) : null}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

export interface NextStepsProps {
  hasMachines: boolean;
  /** Something still waits for a decision. */
  isOpen: boolean;
  base: string;
}

/** Links in the order in which a plan grows. */
export function NextSteps({ hasMachines, isOpen, base }: NextStepsProps) {
  const t = useTranslations("clusters");
  const steps = hasMachines
    ? [
        ...(isOpen ? [{ href: `${base}/design`, text: t("summary.stepDecide") }] : []),
        { href: `${base}/design`, text: t("summary.stepDesign") },
        { href: `${base}/export`, text: t("summary.stepExport") },
        { href: `${base}/history`, text: t("summary.stepLabel") },
      ]
    : [{ href: `${base}/design?import=table`, text: t("summary.stepMachines") }];
  return (
    <ol className="grid list-inside list-decimal gap-1.5 marker:text-text-3">
      {steps.map(({ href, text }) => (
        <li key={text}>
          <PageLink href={href} className="text-accent hover:underline">
            {text}
          </PageLink>
        </li>
      ))}
    </ol>
  );
}

/** The newest versions of the plan. */
export function RecentChanges({ entries }: { entries: readonly HistoryEntry[] }) {
  const t = useTranslations("clusters");
  if (entries.length === 0) return <p className="text-text-2">{t("summary.noHistory")}</p>;
  return (
    <ul className="grid gap-2">
      {entries.map(({ version, label, by, at, name }) => (
        <li key={version} className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2">
          <span className="font-mono text-sm text-text-3">v{version}</span>
          <span className="truncate" title={label}>
            {name ?? label}
          </span>
          <span />
          <span className="truncate text-sm text-text-2">
            {by} · <Time at={at} as="age" />
          </span>
        </li>
      ))}
    </ul>
  );
}
