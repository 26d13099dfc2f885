"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { ofKind } from "#components/live/facts/pick-facts.ts";
import { Block, Nothing } from "#components/live/parts/block.tsx";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { defaultView, layout } from "#lib/core/scene/layout.ts";
import type { Scene } from "#lib/core/scene/scene.ts";
import { LiveCard } from "./live-card.tsx";
import { byMachine, unplannedOf, vipOf } from "./machine-live.ts";
import { LiveEndpoint, LiveGrid, LivePool } from "./places.tsx";
import { SceneLines } from "./scene-lines.tsx";
import { UnplannedTray } from "./unplanned-tray.tsx";

/** A drawing wider than the page is scrolled with the arrow keys, so it has to take the focus. */
const SCROLLED_BY_KEYS = { tabIndex: 0 };

/** The planned drawing with what is seen now in its places: cards stay where the plan has them, whatever happens. */
export function LiveTopology() {
  const t = useTranslations("live");
  const { view, plan } = useLivePage();
  const hasPlan = plan.machines.length > 0;
  const scene = useMemo(() => (hasPlan ? layout(plan, defaultView(plan)) : null), [plan, hasPlan]);
  const planned = useMemo(() => new Set(plan.machines.map(({ id }) => id)), [plan]);
  const unplanned = useMemo(() => unplannedOf(view.facts, planned), [view.facts, planned]);
  return (
    <Block title={t("topology.title")}>
      {scene === null ? (
        <Nothing>{t("topology.noPlan")}</Nothing>
      ) : (
        <section
          aria-label={t("topology.drawing")}
          {...SCROLLED_BY_KEYS}
          className="max-h-[46rem] min-[170rem]:max-h-[90rem] overflow-auto"
        >
          <LiveScene scene={scene} />
        </section>
      )}
      <UnplannedTray facts={unplanned} hasPlan={hasPlan} />
    </Block>
  );
}

function LiveScene({ scene }: { scene: Scene }) {
  const { view } = useLivePage();
  const lives = useMemo(() => byMachine(view.facts), [view.facts]);
  const vip = vipOf(view.facts);
  const path = ofKind(view.facts, "api-path")[0] ?? null;
  return (
    <div className="relative mx-auto" style={{ width: scene.width, height: scene.height }}>
      <SceneLines scene={scene} />
      {scene.nodes.map((node) => {
        switch (node.kind) {
          case "machine":
            return <LiveCard key={node.id} node={node} live={lives.get(node.machineId)} />;
          case "endpoint":
            return <LiveEndpoint key={node.id} node={node} vip={vip} path={path} />;
          case "pool":
            return <LivePool key={node.id} node={node} lives={lives} />;
          case "grid":
            return <LiveGrid key={node.id} node={node} lives={lives} />;
          default:
            return null;
        }
      })}
    </div>
  );
}
