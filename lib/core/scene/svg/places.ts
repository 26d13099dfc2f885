import { GRID_CELL } from "#lib/core/scene/layout/geometry.ts";
import type { ClientsNode, EndpointNode, GridNode, PoolNode, SupportNode } from "#lib/core/scene/scene.ts";
import { glyph } from "./glyphs.ts";
import { badge, badgeWidth, box, element, label, type Pen, SMALL, SMALL_MONO } from "./pen.ts";
import { drawable, shorten, widthOf } from "./text.ts";

const PAD = 12;
const GAP = 12;
const ICON = 16;
const UNIT_STEP = 22;

/** IPv6 addresses stand in brackets before a port. */
const withPort = (host: string, port: number): string => (host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`);

interface Run {
  readonly text: string;
  readonly isMono: boolean;
  readonly fill: string;
  readonly weight?: number;
}

/** Texts one after the other on a line; what does not fit any more is shortened or left out. */
function runs(parts: readonly Run[], at: { x: number; y: number; right: number }): string {
  let { x } = at;
  return parts
    .map(({ text, ...style }) => {
      const room = at.right - x;
      const face = { size: 12, isMono: style.isMono };
      if (text === "" || room < 3 * face.size) return "";
      const shown = shorten(drawable(text), room, face);
      const drawn = label(shown, { x, y: at.y, ...face, ...style });
      x += widthOf(shown, face) + GAP;
      return drawn;
    })
    .join("");
}

const FRAMES: Readonly<Record<EndpointNode["shape"], { isFilled: boolean; width: number; radius: number }>> = {
  "vip-bar": { isFilled: true, width: 2, radius: 4 },
  appliance: { isFilled: false, width: 2, radius: 6 },
  names: { isFilled: false, width: 1, radius: 6 },
  "node-local": { isFilled: false, width: 1, radius: 4 },
  direct: { isFilled: false, width: 1, radius: 4 },
};

function endpointRuns(node: EndpointNode, pen: Pen): readonly Run[] {
  const { ink, words } = pen;
  const { vips, port, dnsName } = node;
  const mono = (text: string): Run => ({ text, isMono: true, fill: ink.text });
  const plain = (text: string): Run => ({ text, isMono: false, fill: ink["text-2"] });
  const prefix = node.shape === "vip-bar" ? "VIP " : "";
  const isNamed = node.shape === "names" && dnsName !== null;
  const places = isNamed ? [] : vips.map((vip) => mono(`${prefix}${withPort(vip, port)}`));
  const missing = places.length === 0 && node.shape === "vip-bar" ? [plain(words.vocabulary.noVip)] : [];
  return [
    { text: words.loadBalancer(node.lbKind), isMono: false, fill: ink.text, weight: 600 },
    ...places,
    ...missing,
    ...(dnsName === null ? [] : [mono(withPort(dnsName, port))]),
    ...(node.product === null ? [] : [plain(node.product)]),
    plain(words.audience(node.audience)),
  ];
}

/** The units of an appliance as small boxes beside each other, and whom it serves. */
function units(node: EndpointNode, pen: Pen, right: number): string {
  const { words, ink } = pen;
  const left = node.rect.x + PAD;
  const y = node.rect.y + node.rect.height - 22;
  const count = node.lbKind === "hardware" ? node.units : 0;
  const drawn = Array.from({ length: count }, (_, index) => {
    const unit = { x: left + index * UNIT_STEP, y: y - 6, width: 18, height: 12 };
    return box(unit, { stroke: ink["text-2"], radius: 2, width: 1.3 });
  });
  const texts = [...(count === 0 ? [] : [words.units(count)]), words.audience(node.audience)];
  const parts = texts.map((text): Run => ({ text, isMono: false, fill: ink["text-2"] }));
  return drawn.join("") + runs(parts, { x: left + count * UNIT_STEP + (count === 0 ? 0 : 6), y, right });
}

/** What an appliance answers on: its address, else its name, else the bare port. */
function placeOf({ vips, dnsName, port }: EndpointNode): string {
  const host = vips[0] ?? dnsName;
  return host === null ? `:${port}` : withPort(host, port);
}

function applianceLines(node: EndpointNode, pen: Pen): string {
  const { rect } = node;
  const right = rect.x + rect.width - PAD;
  const [name] = endpointRuns(node, pen);
  const product = node.product === null ? [] : [{ text: node.product, isMono: false, fill: pen.ink["text-2"] }];
  const first = runs([...(name === undefined ? [] : [name]), ...product], { x: rect.x + PAD, y: rect.y + 20, right });
  const place = placeOf(node);
  const room = Math.min(widthOf(drawable(place), SMALL_MONO), rect.width / 2);
  const style = { x: right, y: rect.y + rect.height - 22, ...SMALL_MONO, fill: pen.ink.text, anchor: "end" } as const;
  return first + units(node, pen, right - room - GAP) + label(place, { ...style, room });
}

function nameLines(node: EndpointNode, pen: Pen): string {
  const { rect } = node;
  const at = { x: rect.x + PAD, right: rect.x + rect.width - PAD };
  const addresses = node.addresses.map((text) => ({ text, isMono: true, fill: pen.ink["text-2"] }));
  return runs(endpointRuns(node, pen), { ...at, y: rect.y + 18 }) + runs(addresses, { ...at, y: rect.y + 39 });
}

export function drawEndpoint(node: EndpointNode, pen: Pen): string {
  const { rect, shape } = node;
  const frame = FRAMES[shape];
  const fill = frame.isFilled ? pen.ink.raised : pen.ink.surface;
  const stroke = shape === "vip-bar" ? pen.ink.edge : pen.ink["line-strong"];
  const outline = box(rect, { fill, stroke, radius: frame.radius, width: frame.width });
  const middle = { x: rect.x + PAD, y: rect.y + rect.height / 2, right: rect.x + rect.width - PAD };
  const inside = (): string => {
    if (shape === "appliance") return applianceLines(node, pen);
    return shape === "names" ? nameLines(node, pen) : runs(endpointRuns(node, pen), middle);
  };
  return element("g", { "data-endpoint": node.endpointId }, outline + inside());
}

function poolRuns(node: PoolNode, { ink, words }: Pen): readonly Run[] {
  const count = node.count === node.poolCount ? `${node.count}` : `${node.count}/${node.poolCount}`;
  return [
    { text: words.poolName(node), isMono: false, fill: ink.text, weight: 600 },
    { text: count, isMono: false, fill: ink.text },
    { text: node.commonSpec ?? "", isMono: true, fill: ink["text-2"] },
  ];
}

const POOL_PAD = 8;

/** Name, count and common spec at the left, sums at the right where they find room. */
function poolHeader(node: PoolNode, pen: Pen): string {
  const { rect } = node;
  const y = rect.y + rect.height / 2;
  const parts = poolRuns(node, pen);
  const [program] = node.components.map(pen.words.component);
  const mark = program === undefined ? "" : badge(pen, program, { x: rect.x + POOL_PAD, y });
  const x = rect.x + POOL_PAD + (program === undefined ? 0 : badgeWidth(program) + POOL_PAD);
  const end = rect.x + rect.width - POOL_PAD;
  const sums = `${pen.words.cores(node.cpuCores)} ${pen.words.memory(node.memoryMiB)}`;
  const used = parts.reduce((sum, { text, isMono }) => sum + widthOf(drawable(text), { size: 12, isMono }) + GAP, 0);
  const hasRoom = x + used + widthOf(sums, SMALL) <= end;
  const total = hasRoom ? label(sums, { x: end, y, ...SMALL, fill: pen.ink["text-2"], anchor: "end" }) : "";
  return mark + runs(parts, { x, y, right: end }) + total;
}

export function drawPool(node: PoolNode, pen: Pen): string {
  const { ink } = pen;
  const frame = box(node.box, { stroke: ink.line, radius: 6, width: 1 });
  const strip = box(node.rect, { fill: ink.raised, stroke: ink.line, radius: 6, width: 1 });
  return element("g", { "data-pool": node.poolKey }, frame + strip + poolHeader(node, pen));
}

/** Cells of equal colour as one path: 5,000 machines stay one element per pool and column. */
export function drawGrid(node: GridNode, pen: Pen): string {
  const step = node.cell + node.gap;
  let d = "";
  for (let index = 0; index < node.machineIds.length; index += 1) {
    const x = node.rect.x + (index % node.columns) * step;
    const y = node.rect.y + Math.floor(index / node.columns) * step;
    d += `M${x} ${y}h${GRID_CELL}v${GRID_CELL}h-${GRID_CELL}z`;
  }
  return element("path", { d, fill: pen.ink.heat, "data-grid": node.poolKey });
}

const LINES = [24, 45, 65] as const;

export function drawSupport(node: SupportNode, pen: Pen): string {
  const { rect, lines } = node;
  const { ink, words } = pen;
  const left = rect.x + 8;
  const room = rect.width - 16;
  const rest = lines.length - 2;
  const shown = rest > 0 ? [lines[0] ?? "", `${lines[1] ?? ""}  +${rest}`] : lines;
  const texts = shown.map((line, index) =>
    label(line, { x: left, y: rect.y + (LINES[index + 1] ?? 0), ...SMALL_MONO, fill: ink["text-2"], room }),
  );
  const y = rect.y + LINES[0];
  return element(
    "g",
    { "data-support": node.id },
    box(rect, { fill: ink.surface, stroke: ink.line, radius: 6, width: 1 }) +
      glyph(node.service, { x: left, y: y - ICON / 2 - 4, stroke: ink["text-2"] }) +
      label(words.service(node.service), { x: left + ICON + 6, y: y - 4, ...SMALL, weight: 600, fill: ink.text }) +
      texts.join(""),
  );
}

export function drawClients(node: ClientsNode, pen: Pen): string {
  const { rect } = node;
  const y = rect.y + rect.height / 2;
  const text = pen.words.lane("clients");
  const left = rect.x + rect.width / 2 - (widthOf(text, SMALL) + ICON + 6) / 2;
  return (
    box(rect, { fill: pen.ink.surface, stroke: pen.ink.line, radius: rect.height / 2, width: 1 }) +
    glyph("clients", { x: left, y: y - ICON / 2, stroke: pen.ink["text-2"] }) +
    label(text, { x: left + ICON + 6, y, ...SMALL, fill: pen.ink.text })
  );
}
