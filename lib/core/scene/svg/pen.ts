import type { Rect } from "#lib/core/scene/scene.ts";
import { FONT_MONO, type Theme, TOKENS, type Tokens } from "#lib/core/scene/tokens.ts";
import type { SceneWords } from "#lib/core/scene/words.ts";
import { drawable, escapeXml, type Face, shorten, widthOf } from "./text.ts";

/** What every part of a drawing needs: words and colours. */
export interface Pen {
  readonly words: SceneWords;
  readonly ink: Tokens;
}

export const penFor = (words: SceneWords, theme: Theme): Pen => ({ words, ink: TOKENS[theme] });

type Attributes = Readonly<Record<string, string | number | undefined>>;

function attributes(values: Attributes): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join("");
}

/** One element; `children` is markup already. */
export function element(name: string, values: Attributes, children = ""): string {
  return children === "" ? `<${name}${attributes(values)}/>` : `<${name}${attributes(values)}>${children}</${name}>`;
}

interface Box {
  readonly fill?: string;
  readonly stroke?: string;
  readonly radius?: number;
  readonly width?: number;
  readonly dashes?: string;
}

export function box(rect: Rect, { fill = "none", stroke, radius, width, dashes }: Box): string {
  const { x, y, width: across, height } = rect;
  const line = { stroke, "stroke-width": width, "stroke-dasharray": dashes };
  return element("rect", { x, y, width: across, height, rx: radius, fill, ...line });
}

export interface Label extends Face {
  readonly x: number;
  /** Middle of the line. */
  readonly y: number;
  readonly fill: string;
  readonly weight?: number;
  readonly anchor?: "middle" | "end";
  /** Pixels before the text is shortened in its middle. */
  readonly room?: number;
}

// From the middle of a line to the baseline, as a share of the size.
const BASELINE = 0.36;

/** A line of text: every one is a paragraph of its own, so that no name turns its neighbour around. */
export function label(text: string, style: Label): string {
  const { x, y, size, fill, weight, anchor, room, isMono } = style;
  const clean = drawable(text);
  if (clean === "") return "";
  const shown = room === undefined ? clean : shorten(clean, room, style);
  const font = { "font-size": size, "font-weight": weight, "font-family": isMono ? FONT_MONO : undefined };
  const baseline = Math.round((y + size * BASELINE) * 10) / 10;
  const place = { x: Math.round(x * 10) / 10, y: baseline, "text-anchor": anchor };
  const bidi = { direction: "ltr", "unicode-bidi": "isolate" };
  return element("text", { ...place, ...font, fill, ...bidi }, escapeXml(shown));
}

export const SMALL: Face = { size: 12 };
export const SMALL_MONO: Face = { size: 12, isMono: true };
const CHIP_HEIGHT = 16;
const CHIP_PAD = 4;

export const badgeWidth = (text: string): number => Math.ceil(widthOf(text, SMALL)) + 2 * CHIP_PAD;

/** A word in a frame, its left end at `x`, centred on `y`. */
export function badge(pen: Pen, text: string, at: { x: number; y: number; dashes?: string }): string {
  const width = badgeWidth(text);
  const rect = { x: at.x, y: at.y - CHIP_HEIGHT / 2, width, height: CHIP_HEIGHT };
  const { ink } = pen;
  const dashes = at.dashes === undefined ? {} : { dashes: at.dashes };
  return (
    box(rect, { stroke: ink["line-strong"], radius: 3, width: 1, ...dashes }) +
    label(text, { x: at.x + width / 2, y: at.y, ...SMALL, fill: ink["text-2"], anchor: "middle" })
  );
}

/** Badges side by side, their right end at `x`. */
export function badgesFrom(pen: Pen, texts: readonly string[], at: { right: number; y: number; gap: number }): string {
  let x = at.right;
  return texts
    .toReversed()
    .map((text) => {
      x -= badgeWidth(text);
      const drawn = badge(pen, text, { x, y: at.y });
      x -= at.gap;
      return drawn;
    })
    .join("");
}

export const badgesWidth = (texts: readonly string[], gap: number): number =>
  texts.reduce((sum, text) => sum + badgeWidth(text) + gap, 0);
