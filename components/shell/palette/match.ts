/** How well `text` answers `query`: 0 = not at all; whole words and starts of words count most, scattered letters least. */
export function matchScore(text: string, query: string): number {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return 1;
  const hay = text.toLowerCase();
  let total = 0;
  for (const word of wanted) {
    const score = wordScore(hay, word);
    if (score === 0) return 0;
    total += score;
  }
  return total / wanted.length;
}

const SCATTERED = 10;
const START_OF_WORD = /[\s\-_.:/（(]/;

function wordScore(hay: string, word: string): number {
  const at = hay.indexOf(word);
  if (at === 0) return 100;
  if (at > 0) return START_OF_WORD.test(hay.charAt(at - 1)) ? 80 : 50;
  return isScattered(hay, word) ? SCATTERED : 0;
}

/** True when the letters appear in order, at least two of them: `prgz` in `prod-gz`. */
function isScattered(hay: string, word: string): boolean {
  if (word.length < 2) return false;
  let from = 0;
  for (const letter of word) {
    const at = hay.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

/** Whether any of the query stands in the text as it was typed, not only letter by letter. */
export function isClose(text: string, query: string): boolean {
  return matchScore(text, query) > SCATTERED;
}

/** The rows that answer the query, best first; rows that answer equally well keep their order. */
export function bestMatches<Row>(rows: readonly Row[], query: string, textOf: (row: Row) => string): Row[] {
  return rows
    .map((row) => ({ row, score: matchScore(textOf(row), query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ row }) => row);
}
