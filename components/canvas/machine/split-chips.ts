import { CARD_WIDTH } from "#lib/core/scene/layout/geometry.ts";
import { widthOf } from "#lib/core/scene/svg/text.ts";

const SMALL = { size: 12 };
const SMALL_MONO = { size: 12, isMono: true };
const CARD_PAD = 16;
const CHIP_FRAME = 10;
const CHIP_GAP = 4;

function chipsWidth(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + widthOf(text, SMALL) + CHIP_FRAME + CHIP_GAP, 0);
}

/** Chips beside the spec as far as they fit, the first of them beside the address where they do not. */
export function splitChips(
  chips: readonly string[],
  specText: string,
): { upper: readonly string[]; lower: readonly string[] } {
  const room = CARD_WIDTH - CARD_PAD - widthOf(specText, SMALL_MONO);
  let moved = 0;
  while (moved < chips.length && chipsWidth(chips.slice(moved)) > room) moved += 1;
  return { upper: chips.slice(0, moved), lower: chips.slice(moved) };
}
