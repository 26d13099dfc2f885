import { useWords } from "#components/canvas/use-words.ts";
import type { RaftHull, Scene, SceneEdge } from "#lib/core/scene/scene.ts";
import { STROKES } from "#lib/core/scene/svg/lines.ts";

/** All lines and raft rings as one drawing: nothing in it takes the focus. */
export function EdgeLayer({ scene }: { scene: Scene }) {
  return (
    <svg
      aria-hidden
      width={scene.width}
      height={scene.height}
      className="canvas-edges pointer-events-none absolute top-0 left-0 overflow-visible"
    >
      <defs>
        <marker
          id="canvas-arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path d="M0 0 8 4 0 8Z" className="fill-edge" />
        </marker>
      </defs>
      {scene.hulls.map((hull) => (
        <Hull key={hull.id} hull={hull} />
      ))}
      {scene.edges.map((edge) => (
        <EdgeLine key={edge.id} edge={edge} />
      ))}
      <EdgeLabels edges={scene.edges} />
    </svg>
  );
}

function EdgeLine({ edge }: { edge: SceneEdge }) {
  const { width, dots, hasArrow } = STROKES[edge.kind];
  return (
    <path
      d={edge.path}
      className={`fill-none ${edge.kind === "vip-hold" ? "stroke-text" : "stroke-edge"}`}
      strokeWidth={width}
      strokeDasharray={dots}
      strokeLinecap={dots === undefined ? "butt" : "round"}
      markerEnd={hasArrow ? "url(#canvas-arrow)" : undefined}
    />
  );
}

/** Labels over the lines, each once where several lines share its place. */
function EdgeLabels({ edges }: { edges: readonly SceneEdge[] }) {
  const words = useWords();
  const labels = new Map<string, { x: number; y: number; text: string }>();
  for (const edge of edges) {
    const text = words.edge(edge);
    const { x, y } = edge.labelAt;
    if (text !== null) labels.set(`${x} ${y} ${text}`, { x, y, text });
  }
  return [...labels].map(([key, { x, y, text }]) => (
    <text key={key} x={x} y={y} dominantBaseline="central" className="canvas-detail fill-text-2 font-mono text-xs">
      {text}
    </text>
  ));
}

const HULL_TEXT_INSET = 12;

function Hull({ hull }: { hull: RaftHull }) {
  const words = useWords();
  const { rect } = hull;
  return (
    <g>
      <rect {...rect} rx={12} className="fill-transparent stroke-edge" strokeWidth={1.5} />
      <text
        x={rect.x + rect.width / 2}
        y={rect.y + rect.height - HULL_TEXT_INSET}
        dominantBaseline="central"
        textAnchor="middle"
        className="canvas-name fill-text text-xs"
      >
        {words.hull(hull)}
      </text>
    </g>
  );
}
