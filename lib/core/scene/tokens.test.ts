import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { STATE_TOKENS, type Theme, TOKENS } from "./tokens.ts";

type Triple = readonly [number, number, number];

const CSS = new URL("../../../app/globals.css", import.meta.url);
const THEMES: readonly Theme[] = ["light", "dark"];

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);

function rgb(hex: string): Triple {
  const part = (at: number): number => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [part(1), part(3), part(5)];
}

const dot = (row: Triple, [x, y, z]: Triple): number => row[0] * x + row[1] * y + row[2] * z;
const times = (matrix: readonly [Triple, Triple, Triple], v: Triple): Triple => [
  dot(matrix[0], v),
  dot(matrix[1], v),
  dot(matrix[2], v),
];

const luminance = (hex: string): number => dot([0.2126, 0.7152, 0.0722], rgb(hex));

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

// Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
const VISION: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const unit = (channel: number): number => Math.min(1, Math.max(0, channel));
const clamp = ([r, g, b]: Triple): Triple => [unit(r), unit(g), unit(b)];

/** CIE Lab under D65. */
function lab(color: Triple): Triple {
  const [x, y, z] = times(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041],
    ],
    color,
  );
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

const rad = (degrees: number): number => (degrees * Math.PI) / 180;
const hue = (a: number, b: number): number => ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;

/** CIEDE2000 after Sharma, Wu and Dalal 2005. */
function difference([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const mean = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(mean ** 7 / (mean ** 7 + 25 ** 7)));
  const [p1, p2] = [(1 + g) * a1, (1 + g) * a2];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const [h1, h2] = [hue(p1, b1), hue(p2, b2)];
  const turn = c1 * c2 === 0 ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin(rad(turn / 2));
  const cBar = (c1 + c2) / 2;
  const lBar = (l1 + l2) / 2;
  const wide = Math.abs(h1 - h2) > 180;
  const hBar = wide ? ((h1 + h2 + 360) / 2) % 360 : (h1 + h2) / 2;
  const t =
    1 -
    0.17 * Math.cos(rad(hBar - 30)) +
    0.24 * Math.cos(rad(2 * hBar)) +
    0.32 * Math.cos(rad(3 * hBar + 6)) -
    0.2 * Math.cos(rad(4 * hBar - 63));
  const sl = 1 + (0.015 * (lBar - 50) ** 2) / Math.sqrt(20 + (lBar - 50) ** 2);
  const sc = 1 + 0.045 * cBar;
  const sh = 1 + 0.015 * cBar * t;
  const rc = 2 * Math.sqrt(cBar ** 7 / (cBar ** 7 + 25 ** 7));
  const rt = -Math.sin(rad(60 * Math.exp(-(((hBar - 275) / 25) ** 2)))) * rc;
  const [dl, dc, dh] = [(l2 - l1) / sl, (c2 - c1) / sc, dH / sh];
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rt * dc * dh);
}

function smallestDifference(theme: Theme, vision: readonly [Triple, Triple, Triple]): number {
  const seen = STATE_TOKENS.map((name) => lab(clamp(times(vision, rgb(TOKENS[theme][name])))));
  const pairs = seen.flatMap((a, index) => seen.slice(index + 1).map((b) => difference(a, b)));
  return Math.min(...pairs);
}

test("the colour difference agrees with the published pairs of Sharma, Wu and Dalal", () => {
  expect(difference([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
  expect(difference([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
  expect(difference([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])).toBeCloseTo(0.9082, 4);
});

describe.each(THEMES)("in the %s theme", (theme) => {
  test.each(Object.keys(VISION))("the five states stay at least 16 apart for %s vision", (name) => {
    const vision = VISION[name];
    expect(vision === undefined ? 0 : smallestDifference(theme, vision)).toBeGreaterThanOrEqual(16);
  });

  test.each(["bg", "surface", "raised"] as const)("text and second text are readable on %s", (ground) => {
    const ink = TOKENS[theme];
    expect(contrast(ink.text, ink[ground])).toBeGreaterThanOrEqual(7);
    expect(contrast(ink["text-2"], ink[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["bg", "surface"] as const)("hints, states and the accent are readable as text on %s", (ground) => {
    const ink = TOKENS[theme];
    for (const name of ["text-3", "accent", ...STATE_TOKENS] as const) {
      expect(contrast(ink[name], ink[ground]), name).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("lines of the drawing and borders of cards reach 3:1 on every lane", () => {
    const ink = TOKENS[theme];
    for (const ground of ["bg", "surface"] as const) {
      expect(contrast(ink.edge, ink[ground])).toBeGreaterThanOrEqual(3);
      expect(contrast(ink["line-strong"], ink[ground])).toBeGreaterThanOrEqual(3);
    }
  });

  test("a heat cell in trouble stands out from the calm ones", () => {
    const ink = TOKENS[theme];
    expect(Math.max(contrast(ink.critical, ink.heat), contrast(ink.warning, ink.heat))).toBeGreaterThanOrEqual(5.9);
    expect(contrast(ink.text, ink.heat)).toBeGreaterThanOrEqual(7);
  });
});

test.skipIf(!existsSync(CSS))("the style sheet of the screen has the same colours", () => {
  const css = readFileSync(CSS, "utf8").toLowerCase();
  for (const [name, light] of Object.entries(TOKENS.light)) {
    const dark = Object.entries(TOKENS.dark).find(([key]) => key === name)?.[1];
    const declared = new RegExp(`--q-${name}:\\s*light-dark\\((#[0-9a-f]{6}),\\s*(#[0-9a-f]{6})\\)`).exec(css);
    expect([name, declared?.[1], declared?.[2]]).toEqual([name, light, dark]);
  }
});
