import type { Role } from "#lib/core/plan/machine.ts";
import type { SupportNode } from "#lib/core/scene/scene.ts";
import { element } from "./pen.ts";

export type Glyph = Role | Exclude<SupportNode["service"], Role> | "clients" | "none";

/** Line drawings on a field of 16 x 16. */
const STROKES: Readonly<Record<Glyph, string>> = {
  lb: "M8 2v4M8 6L3 13M8 6v7M8 6l5 7",
  "control-plane": "M8 2.5l5 2.8v5.4l-5 2.8-5-2.8V5.3zM8 8l5-2.7M8 8v5.5M8 8L3 5.3",
  etcd: "M3 4c0-2.4 10-2.4 10 0s-10 2.4-10 0v8c0 2.4 10 2.4 10 0V4",
  worker: "M2.5 3.5h11v9h-11zM2.5 8h11M5 5.8h.5M5 10.3h.5",
  storage: "M2.5 3h11v4h-11zM2.5 9h11v4h-11zM11 5h.5M11 11h.5",
  registry: "M2.5 5.5L8 2.5l5.5 3v5.5L8 14l-5.5-3zM2.5 5.5L8 8.5l5.5-3M8 8.5V14",
  infra: "M8 2.5l6 3-6 3-6-3zM2 8.5l6 3 6-3M2 11.5l6 3 6-3",
  bastion: "M8 2l5.5 2v4c0 3-2.5 5-5.5 6-3-1-5.5-3-5.5-6V4z",
  backup: "M2.5 3h11v3h-11zM3.5 6v7h9V6M6.5 9h3",
  dns: "M8 2a6 6 0 100 12A6 6 0 008 2zM2 8h12M8 2c3.5 3.5 3.5 8.5 0 12M8 2c-3.5 3.5-3.5 8.5 0 12",
  time: "M8 2a6 6 0 100 12A6 6 0 008 2zM8 4.5V8l2.5 1.5",
  monitoring: "M2 8h3l1.5-4.5 3 9L11 8h3",
  logging: "M3.5 2.5h9v11h-9zM6 5.5h4M6 8h4M6 10.5h2.5",
  network: "M6 2.5h4v3.5H6zM2 10h4v3.5H2zM10 10h4v3.5h-4zM8 6v2M4 10V8h8v2",
  clients:
    "M5.5 7.5a2.3 2.3 0 100-4.6 2.3 2.3 0 000 4.6zM1.5 13.5c0-5 8-5 8 0M10.5 7.3a2 2 0 100-4M11 9.8c2.3 0 3.5 1.5 3.5 3.7",
  none: "M3 3h10v10H3zM6 8h4",
};

export function glyph(name: Glyph, at: { x: number; y: number; stroke: string }): string {
  const place = `translate(${at.x} ${at.y})`;
  const line = { fill: "none", stroke: at.stroke, "stroke-width": 1.3, "stroke-linejoin": "round" };
  return element("path", { d: STROKES[name], transform: place, ...line, "stroke-linecap": "round" });
}
