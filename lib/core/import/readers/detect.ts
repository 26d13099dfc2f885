import { BYTES_MAX, type Sheet, type TableFormat, type Workbook } from "#lib/core/import/grid.ts";
import { done, type Read, refuse } from "#lib/core/import/refusal.ts";
import { readWorkbook } from "#lib/core/import/xlsx/read-workbook.ts";
import { decode } from "./decode.ts";
import { readDelimited } from "./delimited.ts";
import { readHtml } from "./html.ts";
import { isKubectl, readKubectl } from "./kubectl.ts";
import { readNodeList } from "./node-list.ts";
import { isSeparator, readPipe } from "./pipe.ts";
import { sniffDelimiter } from "./sniff.ts";

const ZIP_MAGIC = [0x50, 0x4b];
const OLE_MAGIC = [0xd0, 0xcf, 0x11, 0xe0];

/** Reads whatever a person pastes or drops: the bytes decide, never the name or the declared type. */
export async function readSource(bytes: Uint8Array): Promise<Read<Workbook>> {
  if (bytes.length > BYTES_MAX) return refuse("too-large", { evidence: `${bytes.length} bytes` });
  if (startsWith(bytes, OLE_MAGIC)) return refuse("old-excel");
  if (startsWith(bytes, ZIP_MAGIC)) return named(await readWorkbook(bytes), "xlsx", "utf-8");
  const decoded = decode(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  if (text.trim() === "") return refuse("empty");
  const format = formatOf(text);
  return named(readText(text, format), format, encoding);
}

function readText(text: string, format: TableFormat): Read<readonly Sheet[]> {
  switch (format) {
    case "html":
      return readHtml(text);
    case "json":
      return readNodeList(text);
    case "kubectl":
      return readKubectl(text);
    case "pipe":
    case "markdown":
      return readPipe(text);
    case "csv":
    case "xlsx":
      return readDelimited(text, sniffDelimiter(text));
  }
}

function formatOf(text: string): TableFormat {
  const start = text.trimStart().slice(0, 2000);
  if (start.startsWith("<") && /<(?:table|html|meta|!doctype|tr|body)\b/i.test(start)) return "html";
  if (/^[{[]/.test(start)) return "json";
  if (isKubectl(text)) return "kubectl";
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  if (!hasBars(lines)) return "csv";
  return lines.some((line) => line.trim().startsWith("|")) ? "markdown" : "pipe";
}

/** A line of dashes under a header settles it; without one, most lines must have several bars. */
function hasBars(lines: readonly string[]): boolean {
  if (lines.some(isSeparator)) return true;
  const barred = lines.filter((line) => line.split("|", 3).length > 2).length;
  return barred >= 1 && barred * 2 > lines.length;
}

function named(sheets: Read<readonly Sheet[]>, format: TableFormat, encoding: string): Read<Workbook> {
  if (!sheets.ok) return sheets;
  return sheets.value.length === 0 ? refuse("no-table") : done({ sheets: sheets.value, format, encoding });
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
