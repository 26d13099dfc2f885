// Spreadsheets run a text cell that starts with one of these (OWASP ASVS 1.2.10), full-width forms included.
const DANGEROUS = "=+\\-@\\t\\r\\u0000＝＋－＠";
const NEEDS_GUARD = new RegExp(`^'*[${DANGEROUS}]`);
const HAS_GUARD = new RegExp(`^''*[${DANGEROUS}]`);

/** Puts one `'` before a text that a spreadsheet would run as a formula. */
export function guardFormula(text: string): string {
  return NEEDS_GUARD.test(text) ? `'${text}` : text;
}

/** Takes away exactly what `guardFormula` added: `unguardFormula(guardFormula(text)) = text`. */
export function unguardFormula(text: string): string {
  return HAS_GUARD.test(text) ? text.slice(1) : text;
}
