"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { LiveView } from "#lib/core/api/live.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { useLive } from "#lib/query/live/live.ts";
import { AckDialog } from "./attention/ack-dialog.tsx";
import { LiveBlocks } from "./live-blocks.tsx";
import { LiveProvider } from "./parts/live-context.tsx";

export interface LivePageProps {
  slug: string;
  plan: Plan;
  pollSeconds: number;
  canEdit: boolean;
  /** The bar of the cluster: there before the live state is, and with it in reach afterwards. */
  header: ReactNode;
}

/** The live state of one cluster. */
export function LivePage({ header, ...about }: LivePageProps) {
  const textOf = useProblemText();
  const { view, nowMs, isEngineSilent, error } = useLive(about.slug);
  const [asked, setAsked] = useState<string | null>(null);
  if (view === undefined) {
    return (
      <>
        {header}
        <div className="grid gap-3 p-4">
          {error === null ? (
            <LiveSkeleton />
          ) : (
            <Banner tone="critical" isAlert>
              {textOf(error)}
            </Banner>
          )}
        </div>
      </>
    );
  }
  return (
    <LiveFacts {...about} view={view} nowMs={nowMs} isEngineSilent={isEngineSilent} onAcknowledge={setAsked}>
      {header}
      <LiveBlocks />
      <AckDialog slug={about.slug} subject={asked} onClose={() => setAsked(null)} />
    </LiveFacts>
  );
}

interface LiveFactsProps extends Omit<LivePageProps, "header"> {
  view: LiveView;
  nowMs: number;
  isEngineSilent: boolean;
  onAcknowledge: (subject: string) => void;
  children: ReactNode;
}

function LiveFacts({ slug, plan, pollSeconds, canEdit, children, ...now }: LiveFactsProps) {
  const { view, nowMs, isEngineSilent, onAcknowledge } = now;
  const facts = useMemo(
    () => ({ slug, plan, pollSeconds, canEdit, view, nowMs, isEngineSilent, onAcknowledge }),
    [slug, plan, pollSeconds, canEdit, view, nowMs, isEngineSilent, onAcknowledge],
  );
  return <LiveProvider facts={facts}>{children}</LiveProvider>;
}

function LiveSkeleton() {
  const t = useTranslations("live");
  return (
    <div role="status" aria-label={t("loading")} className="grid gap-3">
      <Skeleton className="h-20" />
      <Skeleton className="h-72" />
      <Skeleton className="h-48" />
    </div>
  );
}
