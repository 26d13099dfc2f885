/** Estimated advance widths in em, rounded up so that a text in any of the fallback fonts stays inside its box. */
const NARROW = /[iljtfrI.,:;'|!()[\]{}/\\ -]/;
const WIDE = /[mwMWOQ@%&]/;
const CAPITAL = /[A-Z0-9+=<>_~#$?*^"]/;
const NARROW_EM = 0.36;
const WIDE_EM = 0.92;
const CAPITAL_EM = 0.66;
const LOWER_EM = 0.58;
const MONO_EM = 0.6;
const FULL_EM = 1;
const FIRST_WIDE_CODE = 0x1100;

export interface Face {
  readonly size: number;
  readonly isMono?: boolean;
}

function advance(character: string, isMono: boolean): number {
  const code = character.codePointAt(0) ?? 0;
  if (code >= FIRST_WIDE_CODE) return FULL_EM;
  if (isMono) return MONO_EM;
  if (NARROW.test(character)) return NARROW_EM;
  if (WIDE.test(character)) return WIDE_EM;
  return CAPITAL.test(character) ? CAPITAL_EM : LOWER_EM;
}

/** Estimated width in pixels. */
export function widthOf(text: string, { size, isMono = false }: Face): number {
  let em = 0;
  for (const character of text) em += advance(character, isMono);
  return em * size;
}

const TAIL_SHARE = 0.45;

function take(characters: readonly string[], room: number, face: Face): readonly string[] {
  const taken: string[] = [];
  let left = room;
  for (const character of characters) {
    left -= advance(character, face.isMono ?? false) * face.size;
    if (left < 0) break;
    taken.push(character);
  }
  return taken;
}

// No text of a drawing is read further than this: a hostile one cannot make it slow.
const READ_MAX = 300;

/** Shortens a text in its middle, where names of one family differ least, to fit `room` pixels. */
export function shorten(text: string, room: number, face: Face): string {
  const cut = text.length > READ_MAX ? `${text.slice(0, READ_MAX / 2)}${text.slice(-READ_MAX / 2)}` : text;
  if (text.length <= READ_MAX && widthOf(text, face) <= room) return text;
  const characters = [...cut];
  const inside = room - widthOf("…", face);
  const tail = take([...characters].reverse(), inside * TAIL_SHARE, face);
  const head = take(characters, inside - widthOf(tail.join(""), face), face);
  return `${head.join("")}…${[...tail].reverse().join("")}`;
}

// XML 1.0 section 2.2 allows no other characters, not even escaped.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
// Direction marks and overrides could make a name read as another one.
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** What may be drawn of a text: forbidden characters become visible, direction controls go. */
export function drawable(text: string): string {
  return text.replace(FORBIDDEN, "\uFFFD").replace(BIDI_CONTROLS, "").replace(/\s+/g, " ");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** Escapes for element text and attribute values alike. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, "\uFFFD").replace(/[&<>"'\t\n\r]/g, (character) => ENTITIES[character] ?? character);
}
