"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Panel } from "#components/ui/panel.tsx";
import type { ServiceId } from "#lib/core/survive/fault-tree.ts";
import { byDanger } from "#lib/core/survive/words/patterns.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";
import { usePlanEditor } from "#lib/query/plan-editor.tsx";
import type { Analysed } from "#lib/query/survive/use-analysis.ts";
import { Changes } from "./changes/changes.tsx";
import { TopologyMap } from "./map/topology-map.tsx";
import { Assumptions } from "./sections/assumptions.tsx";
import { Capacity } from "./sections/capacity.tsx";
import { DeadlySets } from "./sections/deadly-sets.tsx";
import { Likelihoods } from "./sections/likelihoods.tsx";
import { ServiceMatrix } from "./sections/service-matrix.tsx";
import { TwoSiteBox } from "./sections/two-site-box.tsx";
import { WeakPoints } from "./sections/weak-points.tsx";
import { Timelines } from "./timeline/timelines.tsx";
import { useLang } from "./use-lang.ts";
import { ValuesEditor } from "./values/values-editor.tsx";

export interface SurviveSectionsProps {
  last: Analysed;
  theme: "system" | "light" | "dark";
  chosen: ServiceId;
  onChoose: (service: ServiceId) => void;
}

/** Lists at the left; the drawing that they point at stays in view at the right. */
export function SurviveSections(props: SurviveSectionsProps) {
  const t = useTranslations("survive");
  const { analysis, plan } = props.last;
  const names = useMemo(() => new Map(plan.machines.map(({ id, hostname }) => [id, hostname])), [plan]);
  return (
    <>
      {analysis.twoSite === null ? null : (
        <TwoSiteBox twoSite={analysis.twoSite} candidates={analysis.candidates} nameOf={(id) => names.get(id) ?? id} />
      )}
      <Panel title={t("matrix.title")}>
        <ServiceMatrix services={analysis.services} chosen={props.chosen} onChoose={props.onChoose} />
      </Panel>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
        <LeftColumn {...props} />
        <RightColumn {...props} />
      </div>
    </>
  );
}

function LeftColumn({ last: { analysis }, chosen }: SurviveSectionsProps) {
  const t = useTranslations("survive");
  const words = vocabularies[useLang()];
  const service = analysis.services.find(({ id }) => id === chosen);
  return (
    <div className="grid min-w-0 gap-4">
      {service?.kind === "analysed" ? (
        <Panel title={t("sets.title", { service: words.services[chosen] })}>
          <DeadlySets key={chosen} patterns={byDanger(service.patterns, analysis.elements)} cutSets={service.cutSets} />
        </Panel>
      ) : null}
      <Panel title={t("change.heading")} id="changes">
        <Changes candidates={analysis.candidates} />
      </Panel>
      <Panel title={t("likely.title")}>
        <Likelihoods services={analysis.services} failover={analysis.failover} plannedWork={analysis.plannedWork} />
      </Panel>
      <Panel title={t("time.title")}>
        <Timelines timelines={analysis.timelines} />
      </Panel>
      <Panel title={t("values.title")}>
        <ValuesEditor values={analysis.values} />
      </Panel>
    </div>
  );
}

function RightColumn({ last: { analysis, plan }, theme, chosen }: SurviveSectionsProps) {
  const t = useTranslations("survive");
  const words = vocabularies[useLang()];
  const { slug, version } = usePlanEditor();
  const service = analysis.services.find(({ id }) => id === chosen);
  return (
    <div className="grid min-w-0 gap-4 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-8rem)] lg:overflow-y-auto">
      <Panel title={t("map.title")}>
        <TopologyMap slug={slug} plan={plan} analysis={analysis} version={version} theme={theme} />
      </Panel>
      {service?.kind === "analysed" ? (
        <Panel title={t("weak.title", { service: words.services[chosen] })}>
          <WeakPoints key={chosen} weakest={service.weakest} />
        </Panel>
      ) : null}
      <Panel title={t("assumed.title")}>
        <Assumptions assumptions={analysis.assumptions} slug={slug} />
      </Panel>
      <Panel title={t("capacity.title")}>
        <Capacity capacity={analysis.capacity} />
      </Panel>
    </div>
  );
}
