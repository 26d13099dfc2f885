"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import { Button } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import type { PlanAtVersion } from "#lib/core/api/plans.ts";
import { planRoutes } from "#lib/core/api/plans.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { PlanEditorProvider } from "#lib/query/plan-editor.tsx";
import { useSelection } from "#lib/query/selection.ts";
import { useViewState } from "#lib/query/view-state.ts";

export interface PlanGateProps {
  slug: string;
  /**
   * The answer of `getPlan` as JSON text; null when it is too large to travel inside the page. A text travels whole: an
   * object would be taken apart and put together value by value, once on the server and once in the browser.
   */
  initial: string | null;
  canEdit: boolean;
  /** Of the same geometry as the children. */
  fallback: ReactNode;
  children: ReactNode;
}

const SMALL = "(max-width: 767px)";

function onMediaChange(notify: () => void) {
  const media = matchMedia(SMALL);
  media.addEventListener("change", notify);
  return () => media.removeEventListener("change", notify);
}

let openSlug: string | null = null;

/** Selection and view belong to one plan; they stay while the person looks at its export or history. */
function openPlan(slug: string): void {
  if (openSlug === slug) return;
  openSlug = slug;
  useSelection.getState().clear();
  useViewState.getState().reset();
}

/** Opens the plan for what is inside; on small screens for reading only. */
export function PlanGate({ slug, initial, canEdit, fallback, children }: PlanGateProps) {
  const common = useTranslations("common");
  const t = useTranslations("design");
  const textOf = useProblemText();
  const isSmall = useSyncExternalStore(
    onMediaChange,
    () => matchMedia(SMALL).matches,
    () => false,
  );
  const asked = useQuery({
    queryKey: ["plan", slug, "open"],
    queryFn: () => call(planRoutes.getPlan, { params: { slug } }),
    enabled: initial === null,
    staleTime: 0,
    gcTime: 0,
  });
  // Before the passive effects of the children, of which one follows a link to a machine.
  useLayoutEffect(() => openPlan(slug), [slug]);

  const carried: PlanAtVersion | null = useMemo(() => (initial === null ? null : JSON.parse(initial)), [initial]);
  const plan = carried ?? asked.data;
  if (asked.isError) {
    return (
      <div className="mx-auto w-full max-w-2xl p-8">
        <Empty
          isPage
          title={t("failed.title")}
          text={textOf(asked.error)}
          action={<Button onClick={() => asked.refetch()}>{common("retry")}</Button>}
        />
      </div>
    );
  }
  if (plan === undefined || (asked.isFetching && asked.isStale)) return fallback;
  return (
    <PlanEditorProvider key={slug} slug={slug} initial={plan} canEdit={canEdit && !isSmall}>
      {children}
    </PlanEditorProvider>
  );
}
