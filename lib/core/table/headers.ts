import { readHeader } from "#lib/core/import/columns/header.ts";
import { splitBlock } from "./block.ts";

const HEADER_WORDS_MIN = 2;

/** True when the first line of a text is a header, so that it is a table of its own and not a block of cells. */
export function looksLikeTable(text: string): boolean {
  const [first = []] = splitBlock(text.slice(0, text.indexOf("\n") + 1 || undefined));
  const cells = first.length > 1 ? first : (first[0] ?? "").split("|");
  return cells.filter((cell) => readHeader(cell).confidence === "exact").length >= HEADER_WORDS_MIN;
}
