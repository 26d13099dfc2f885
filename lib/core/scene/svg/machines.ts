import type { MachineNode, Rect } from "#lib/core/scene/scene.ts";
import { spokenName } from "#lib/core/scene/spoken.ts";
import { type Glyph, glyph } from "./glyphs.ts";
import { badge, badgesFrom, badgesWidth, badgeWidth, box, element, label, type Pen, SMALL, SMALL_MONO } from "./pen.ts";
import { drawable, escapeXml, widthOf } from "./text.ts";

const PAD = 8;
const ICON = 16;
const BADGE_GAP = 4;
/** Middles of the three rows of a card, from its top. */
const ROWS = { name: 18, address: 42, spec: 66, chips: null } as const;
/** Four closer rows, for a card whose chips leave the spec no room. */
const CLOSE_ROWS = { name: 14, address: 33, spec: 52, chips: 71 } as const;
type Rows = typeof ROWS | typeof CLOSE_ROWS;
const HALF = 84;
const NAME = { size: 13, isMono: true } as const;

const glyphOf = ({ roles }: MachineNode): Glyph => roles[0] ?? "none";

function addressOf(node: MachineNode, { words }: Pen): { text: string; isKnown: boolean } {
  if (node.ip !== null) return { text: node.ip, isKnown: true };
  const { ipToAssignIn: range } = node;
  return { text: range === null ? words.vocabulary.noAddress : words.toAssign(range), isKnown: false };
}

/** Splits the chips of a card on its two rows: as many as fit beside the address, the rest beside the spec. */
function splitChips(texts: readonly string[], room: number): { upper: readonly string[]; lower: readonly string[] } {
  let count = texts.length;
  while (count > 0 && badgesWidth(texts.slice(0, count), BADGE_GAP) > room) count -= 1;
  return { upper: texts.slice(0, count), lower: texts.slice(count) };
}

function nameRow(node: MachineNode, pen: Pen, rows: Rows): string {
  const { rect } = node;
  const y = rect.y + rows.name;
  const right = rect.x + rect.width - PAD;
  const marks = [
    ...(node.vrrpPriority === null ? [] : [`VRRP ${node.vrrpPriority}`]),
    ...(node.areRolesInferred ? ["?"] : []),
  ];
  const left = rect.x + PAD + ICON + 6;
  const room = right - left - badgesWidth(marks, BADGE_GAP);
  const hostname = node.hostname === "" ? pen.words.vocabulary.noName : node.hostname;
  return (
    glyph(glyphOf(node), { x: rect.x + PAD, y: y - ICON / 2, stroke: pen.ink["text-2"] }) +
    label(hostname, { x: left, y, ...NAME, weight: 600, fill: pen.ink.text, room }) +
    badgesFrom(pen, marks, { right, y, gap: BADGE_GAP })
  );
}

interface Row {
  readonly y: number;
  readonly text: string;
  readonly isKnown: boolean;
  readonly badges: readonly string[];
  /** Shown at the right where no badges stand. */
  readonly word: string | null;
}

/** A row of text at the left and badges, or a plain word, at the right. */
function drawRow(node: MachineNode, pen: Pen, { y: at, text, isKnown, badges, word }: Row): string {
  const { rect } = node;
  const right = rect.x + rect.width - PAD;
  const room = rect.width - 2 * PAD - badgesWidth(badges, BADGE_GAP);
  const face = isKnown ? SMALL_MONO : SMALL;
  const left = room - Math.min(room, widthOf(drawable(text), face)) - PAD;
  const hasWord = word !== null && badges.length === 0 && left > 3 * PAD;
  const y = rect.y + at;
  const plain = { x: right, y, ...SMALL, fill: pen.ink["text-2"], anchor: "end", room: left } as const;
  return (
    label(text, { x: rect.x + PAD, y, ...face, fill: isKnown ? pen.ink.text : pen.ink["text-3"], room }) +
    badgesFrom(pen, badges, { right, y, gap: BADGE_GAP }) +
    (hasWord ? label(word, plain) : "")
  );
}

function cardRows(node: MachineNode, pen: Pen): string {
  const address = addressOf(node, pen);
  const face = address.isKnown ? SMALL_MONO : SMALL;
  const wide = node.rect.width - 3 * PAD;
  const { upper, lower } = splitChips(
    node.components.map(pen.words.component),
    wide - widthOf(drawable(address.text), face),
  );
  const spec = { text: node.specText ?? pen.words.vocabulary.noSpec, isKnown: node.specText !== null };
  const isTight = lower.length > 0 && badgesWidth(lower, BADGE_GAP) + widthOf(spec.text, SMALL_MONO) > wide + PAD;
  const rows = isTight ? CLOSE_ROWS : ROWS;
  const word = node.column === null ? node.domainName : null;
  const chipsAt = { right: node.rect.x + node.rect.width - PAD, gap: BADGE_GAP };
  return (
    nameRow(node, pen, rows) +
    drawRow(node, pen, { y: rows.address, ...address, badges: upper, word }) +
    drawRow(node, pen, {
      y: rows.spec,
      ...spec,
      badges: isTight ? [] : lower,
      word: upper.length === 0 ? null : word,
    }) +
    (rows.chips === null ? "" : badgesFrom(pen, lower, { ...chipsAt, y: node.rect.y + rows.chips }))
  );
}

function stackedHalf(node: MachineNode, pen: Pen): string {
  const { rect } = node;
  const y = rect.y + HALF;
  const middle = (y + rect.y + rect.height) / 2;
  const left = rect.x + PAD;
  const next = left + ICON + 6;
  const d = `M${rect.x} ${y}H${rect.x + rect.width}`;
  return (
    element("path", { d, fill: "none", stroke: pen.ink["line-strong"], "stroke-dasharray": "4 3" }) +
    glyph("etcd", { x: left, y: middle - ICON / 2, stroke: pen.ink["text-2"] }) +
    badge(pen, "etcd", { x: next, y: middle }) +
    label(pen.words.vocabulary.stackedMember, {
      x: next + badgeWidth("etcd") + 6,
      y: middle,
      ...SMALL,
      fill: pen.ink["text-2"],
    })
  );
}

function chip(node: MachineNode, pen: Pen): string {
  const { rect } = node;
  const y = rect.y + rect.height / 2;
  const left = rect.x + PAD + ICON + 4;
  const room = rect.x + rect.width - 6 - left;
  return (
    glyph(glyphOf(node), { x: rect.x + PAD - 2, y: y - ICON / 2, stroke: pen.ink["text-2"] }) +
    label(node.hostname, { x: left, y, ...SMALL_MONO, fill: pen.ink.text, room })
  );
}

const outline = (rect: Rect, pen: Pen): string =>
  box(rect, { fill: pen.ink.surface, stroke: pen.ink["line-strong"], radius: 6, width: 1 });

/** A machine as its own group, so that scripts and editors find it by its id. */
export function drawMachine(node: MachineNode, pen: Pen): string {
  const title = element("title", {}, escapeXml(drawable(spokenName(node, pen.words.lang))));
  const inside =
    node.form === "chip" ? chip(node, pen) : cardRows(node, pen) + (node.hasStackedEtcd ? stackedHalf(node, pen) : "");
  return element("g", { "data-machine": node.machineId }, title + outline(node.rect, pen) + inside);
}
