import type { Plan } from "#lib/core/plan/plan.ts";
import { totalsOf } from "#lib/core/plan/totals.ts";
import type { Scene, SceneEdge } from "#lib/core/scene/scene.ts";
import { STROKES, stroke } from "./lines.ts";
import { element, label, type Pen, SMALL } from "./pen.ts";
import { widthOf } from "./text.ts";

export const MARGIN = 16;
export const TITLE_HEIGHT = 64;
const SAMPLE_WIDTH = 28;
const ENTRY_GAP = 24;
const LINE_HEIGHT = 22;

interface TitleBlock {
  readonly title: string;
  readonly version: number | undefined;
  readonly plan: Plan;
}

export function drawTitle({ title, version, plan }: TitleBlock, width: number, pen: Pen): string {
  const { ink, words } = pen;
  const parts = [...(version === undefined ? [] : [words.version(version)]), words.totals(totalsOf(plan.machines))];
  return (
    label(title, { x: MARGIN, y: 22, size: 20, weight: 600, fill: ink.text, room: width - 2 * MARGIN }) +
    label(parts.join(" · "), { x: MARGIN, y: 47, size: 13, fill: ink["text-2"], room: width - 2 * MARGIN })
  );
}

interface Entry {
  readonly kind: SceneEdge["kind"] | null;
  readonly text: string;
}

/** Only what the drawing holds is explained. */
function entriesOf(scene: Scene, { words }: Pen): readonly Entry[] {
  const { vocabulary } = words;
  const present = new Set(scene.edges.map((edge) => edge.kind));
  if (scene.hulls.length > 0) present.add("raft");
  const kinds: readonly SceneEdge["kind"][] = ["api", "vip-hold", "vrrp", "backend", "kubelet", "etcd-client", "raft"];
  const lines = kinds.filter((kind) => present.has(kind)).map((kind) => ({ kind, text: vocabulary.edges[kind] }));
  const shown = words.shown(scene.shown);
  const hasMasters = scene.nodes.some((node) => node.kind === "machine" && node.components.includes("apiserver"));
  const hasGuesses = scene.nodes.some((node) => node.kind === "machine" && node.areRolesInferred);
  return [
    ...lines,
    ...(hasGuesses ? [{ kind: null, text: vocabulary.inferredMark }] : []),
    ...(hasMasters ? [{ kind: null, text: vocabulary.chips }] : []),
    ...(shown === null ? [] : [{ kind: null, text: shown }]),
  ];
}

function sample(kind: SceneEdge["kind"], at: { x: number; y: number }, pen: Pen): string {
  const { x, y } = at;
  if (kind !== "raft") return stroke(kind, `M${x} ${y}H${x + SAMPLE_WIDTH}`, pen);
  const place = { x, y: y - 6, width: SAMPLE_WIDTH, height: 12, rx: 6 };
  return element("rect", { ...place, fill: "none", stroke: pen.ink.edge, "stroke-width": STROKES.raft.width });
}

/** The legend in as many lines as the width asks for, and their height. */
export function drawLegend(scene: Scene, at: { y: number; width: number }, pen: Pen): { svg: string; height: number } {
  let [x, y, svg] = [MARGIN, at.y + MARGIN, ""];
  for (const { kind, text } of entriesOf(scene, pen)) {
    const lead = kind === null ? 0 : SAMPLE_WIDTH + 8;
    const width = lead + widthOf(text, SMALL);
    if (x > MARGIN && x + width > at.width - MARGIN) [x, y] = [MARGIN, y + LINE_HEIGHT];
    if (kind !== null) svg += sample(kind, { x, y }, pen);
    svg += label(text, { x: x + lead, y, ...SMALL, fill: pen.ink["text-2"] });
    x += width + ENTRY_GAP;
  }
  return { svg, height: y - at.y + MARGIN };
}
