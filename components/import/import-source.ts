import { BYTES_MAX } from "#lib/core/import/grid.ts";

/** What is to be read, before the server has seen it. */
export interface ImportSource {
  readonly body: Blob;
  readonly kind: "table" | "plan";
  /** Name of the file; null for pasted text. */
  readonly name: string | null;
}

export const ACCEPTED_FILES = ".csv,.tsv,.txt,.md,.xlsx,.html,.htm,.json,.svg,.png";

export function isTooLarge({ body }: ImportSource): boolean {
  return body.size > BYTES_MAX;
}

export function sourceOfText(text: string): ImportSource {
  const kind = isPlanText(text) ? "plan" : "table";
  return { body: new Blob([text], { type: "text/plain" }), kind, name: null };
}

/** A drawing can only be a plan; JSON is one when it says so, else a list of nodes. */
export async function sourceOfFile(file: File): Promise<ImportSource> {
  const isDrawing = /\.(?:svg|png)$/i.test(file.name) || /^image\//.test(file.type);
  const isPlan = isDrawing || (/\.json$/i.test(file.name) && isPlanText(await file.slice(0, HEAD_BYTES).text()));
  return { body: file, kind: isPlan ? "plan" : "table", name: file.name };
}

const HEAD_BYTES = 4096;

function isPlanText(text: string): boolean {
  const head = text.slice(0, HEAD_BYTES).trimStart();
  return head.startsWith("{") && head.includes('"HAClusterPlan"');
}

/** A clipboard: a file, else a table of a browser or of Excel as HTML; null leaves plain text to the text area. */
export async function sourceOfClipboard(clipboard: DataTransfer): Promise<ImportSource | null> {
  const file = clipboard.files[0];
  // Excel offers a picture of the cells beside their text: the text is what is wanted.
  if (file !== undefined && !clipboard.types.includes("text/plain")) return sourceOfFile(file);
  const html = clipboard.getData("text/html");
  if (!/<table\b/i.test(html)) return null;
  return { body: new Blob([html], { type: "text/html" }), kind: "table", name: null };
}
