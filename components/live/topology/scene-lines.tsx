import { memo } from "react";
import { useWords } from "#components/canvas/use-words.ts";
import { centreX } from "#lib/core/scene/layout/geometry.ts";
import type { Scene } from "#lib/core/scene/scene.ts";

/** Lanes, domains, lines and the ring of etcd, exactly where the plan draws them. */
export const SceneLines = memo(function SceneLines({ scene }: { scene: Scene }) {
  const words = useWords();
  const columns = scene.domain === "none" ? [] : scene.columns;
  return (
    <svg width={scene.width} height={scene.height} className="absolute inset-0" aria-hidden>
      {scene.lanes.map((lane, index) => (
        <g key={lane.id}>
          <rect {...lane.rect} fill={index % 2 === 0 ? "var(--q-surface)" : "var(--q-bg)"} stroke="var(--q-line)" />
          <text x={lane.rect.x + 12} y={lane.rect.y + 28} fontSize={13} fontWeight={600} fill="var(--q-text-2)">
            {words.lane(lane.id)}
          </text>
        </g>
      ))}
      {columns.map((column) => (
        <text
          key={column.name ?? ""}
          x={centreX(column.rect)}
          y={22}
          fontSize={13}
          textAnchor="middle"
          fill="var(--q-text-2)"
        >
          {column.name ?? words.vocabulary.noDomain}
        </text>
      ))}
      {scene.hulls.map((hull) => (
        <rect key={hull.id} {...hull.rect} rx={12} fill="none" stroke="var(--q-edge)" strokeWidth={1.5} />
      ))}
      {scene.edges.map((edge) => (
        <path
          key={edge.id}
          d={edge.path}
          fill="none"
          stroke="var(--q-edge)"
          strokeWidth={edge.kind === "vip-hold" ? 3 : 1}
          strokeDasharray={edge.kind === "vrrp" ? "0 5" : undefined}
          strokeLinecap={edge.kind === "vrrp" ? "round" : undefined}
        />
      ))}
    </svg>
  );
});
