"use client";
import { Crown } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { useWords } from "#components/canvas/use-words.ts";
import { textIn, worstFirst } from "#components/live/facts/pick-facts.ts";
import { useAgedLook } from "#components/live/parts/aged.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import type { Fact, State } from "#lib/core/live/state.ts";
import type { EndpointNode, GridNode, PoolNode } from "#lib/core/scene/scene.ts";
import type { MachineLive } from "./machine-live.ts";

type Lives = ReadonlyMap<string, MachineLive>;

/** The way in, with who holds it and whether it answers. */
export function LiveEndpoint({ node, vip, path }: { node: EndpointNode; vip: Fact | null; path: Fact | null }) {
  const t = useTranslations("live");
  const words = useWords();
  const look = useAgedLook();
  const { x, y, width, height } = node.rect;
  const isEntry = node.audience === "nodes";
  const holder = vip === null ? "" : textIn(vip, "holder");
  const [worse] = worstFirst([path, vip].flatMap((fact) => fact ?? []));
  const place = node.vips[0] ?? node.dnsName ?? "";
  return (
    <div
      className="absolute flex flex-wrap content-center items-center gap-x-3 overflow-hidden rounded border border-line-strong bg-raised px-3 text-xs"
      style={{ left: x, top: y, width, height }}
    >
      <span className="font-semibold">{words.loadBalancer(node.lbKind)}</span>
      <span className="font-mono">
        {place}:{node.port}
      </span>
      {isEntry && vip !== null && holder !== "" ? (
        <span className={`inline-flex items-center gap-1 rounded-sm ${look(vip)}`}>
          <Crown size={12} strokeWidth={2} aria-hidden />
          {t("topology.heldBy", { holder })}
        </span>
      ) : null}
      {/* The reason alone fits in here; whom it is about stands in the panels. */}
      {isEntry && worse !== undefined ? <FactState fact={{ ...worse, values: {} }} /> : null}
    </div>
  );
}

/** Header of a pool: how many of its machines are ready. */
export function LivePool({ node, lives }: { node: PoolNode; lives: Lives }) {
  const t = useTranslations("live");
  const words = useWords();
  const { x, y, width, height } = node.rect;
  const ready = node.machineIds.filter((id) => lives.get(id)?.node?.state === "ok").length;
  const name = words.poolName(node);
  return (
    <div
      className="absolute flex items-center gap-3 overflow-hidden rounded border bg-raised px-2 text-xs whitespace-nowrap"
      style={{ left: x, top: y, width, height }}
    >
      <span className="truncate font-semibold">{name}</span>
      <span>{t("topology.ready", { ready, count: node.machineIds.length })}</span>
    </div>
  );
}

const CELLS: Readonly<Record<State, string>> = {
  ok: "var(--q-heat)",
  warning: "var(--q-warning)",
  critical: "var(--q-critical)",
  unknown: "transparent",
  "not-applicable": "var(--q-heat)",
  "provider-managed": "var(--q-heat)",
};

/** A pool too large for cards: one cell per machine; what is bad is marked as well as coloured. */
export const LiveGrid = memo(function LiveGrid({ node, lives }: { node: GridNode; lives: Lives }) {
  const step = node.cell + node.gap;
  return (
    <svg
      className="absolute"
      style={{ left: node.rect.x, top: node.rect.y }}
      width={node.rect.width}
      height={node.rect.height}
      aria-hidden
    >
      {node.machineIds.map((id, index) => {
        const state = lives.get(id)?.state ?? "unknown";
        const x = (index % node.columns) * step;
        const y = Math.floor(index / node.columns) * step;
        return (
          <g key={id}>
            <rect
              x={x + 0.5}
              y={y + 0.5}
              width={node.cell - 1}
              height={node.cell - 1}
              fill={CELLS[state]}
              stroke={state === "unknown" ? "var(--q-unknown)" : "none"}
              strokeDasharray="2 2"
            />
            {state === "critical" ? (
              <path
                d={`M${x + 2} ${y + 2}l${node.cell - 4} ${node.cell - 4}m0 ${4 - node.cell}l${4 - node.cell} ${node.cell - 4}`}
                stroke="var(--q-bg)"
                strokeWidth={1.5}
              />
            ) : null}
            {state === "warning" ? <path d={`M${x} ${y}h5l-5 5z`} fill="var(--q-bg)" /> : null}
          </g>
        );
      })}
    </svg>
  );
});
