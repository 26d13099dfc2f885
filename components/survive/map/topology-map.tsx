"use client";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Plan } from "#lib/core/plan/plan.ts";
import { defaultView, layout } from "#lib/core/scene/layout.ts";
import { MARGIN, TITLE_HEIGHT } from "#lib/core/scene/svg/frame.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { langOf } from "#lib/i18n/locale.ts";
import { useHighlight } from "./highlight.ts";
import { marksOf } from "./marks.ts";

export interface TopologyMapProps {
  slug: string;
  plan: Plan;
  analysis: Analysis;
  /** Part of the address, so that a cached drawing is never older than the plan. */
  version: number;
  theme: "system" | "light" | "dark";
}

/** The picture of the plan; what a list points at is outlined on it. */
export function TopologyMap({ slug, plan, analysis, version, theme }: TopologyMapProps) {
  const t = useTranslations("survive");
  const elementIds = useHighlight((state) => state.elementIds);
  const scene = useMemo(() => layout(plan, defaultView(plan)), [plan]);
  const marks = useMemo(() => marksOf(elementIds, { analysis, plan, scene }), [elementIds, analysis, plan, scene]);
  const look = `version=${version}&lang=${langOf(useLocale())}`;
  const address = (colours: "light" | "dark") => `/api/v1/clusters/${slug}/topology.svg?${look}&theme=${colours}`;
  return (
    <figure className="min-w-0">
      <div className="relative">
        <picture className="contents">
          {theme === "system" ? <source media="(prefers-color-scheme: dark)" srcSet={address("dark")} /> : null}
          <img
            src={address(theme === "dark" ? "dark" : "light")}
            alt={t("map.alt", { name: plan.name })}
            className="block w-full"
          />
        </picture>
        <svg
          aria-hidden
          className="pointer-events-none absolute inset-x-0 top-0 w-full overflow-visible"
          viewBox={`0 0 ${scene.width + 2 * MARGIN} ${scene.height}`}
        >
          <g transform={`translate(${MARGIN} ${TITLE_HEIGHT})`}>
            {marks.rects.map(({ x, y, width, height }) => (
              <rect
                key={`${x},${y}`}
                x={x - 3}
                y={y - 3}
                width={width + 6}
                height={height + 6}
                rx={8}
                className="fill-critical/15 stroke-critical"
                strokeWidth={5}
              />
            ))}
          </g>
        </svg>
      </div>
      <figcaption aria-live="polite" className="mt-1 min-h-5 text-sm text-text-2">
        {elementIds.length === 0 ? t("map.hint") : t("map.marked", { count: marks.machines })}
      </figcaption>
    </figure>
  );
}
