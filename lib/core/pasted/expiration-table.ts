import { dayMs } from "#lib/core/kubernetes/instant.ts";
import type { ReportedCertificate } from "#lib/core/live/observation.ts";
import { certificateName, k3sCertificate } from "./expiration-document.ts";

const TITLE =
  /CERTIFICATE AUTHORITY|EXTERNALLY MANAGED|RESIDUAL TIME|CERTIFICATE|EXPIRES|FILENAME|SUBJECT|USAGES|STATUS|NODE/g;
const HEADER = /^\s*(?:CERTIFICATE(?: AUTHORITY)?|FILENAME)\s.*\bEXPIRES\s+RESIDUAL TIME\b/;
const MISSING = /^\s*!MISSING!\s+(\S+)/;

export function isExpirationTable(text: string): boolean {
  return text.split("\n").some((line) => HEADER.test(line));
}

/** One certificate with the host that the row names; only KubeKey's does. */
interface TableRow {
  readonly host: string | null;
  readonly certificate: ReportedCertificate;
}

export type TableReading =
  | { readonly ok: true; readonly rows: readonly TableRow[] }
  | { readonly ok: false; readonly line: number; readonly isZone: boolean };

/** The tables of `kubeadm [alpha] certs check-expiration`, `kk certs check-expiration` and `rke2|k3s certificate check`. */
export function readExpirationTable(text: string): TableReading {
  let columns: readonly Column[] = [];
  const rows: TableRow[] = [];
  for (const [index, line] of text.replaceAll("\r", "").split("\n").entries()) {
    if (HEADER.test(line)) columns = columnsOf(line);
    const date = /[A-Z][a-z]{2} \d{1,2}, \d{4} \d{2}:\d{2} (\S+)/.exec(line);
    const missing = MISSING.exec(line)?.[1];
    if (columns.length === 0 || (date === null && missing === undefined)) continue;
    if (date !== null && date[1] !== "UTC" && date[1] !== "GMT") return { ok: false, line: index + 1, isZone: true };
    const row = missing === undefined ? rowOf(cellsOf(line, columns)) : missingRow(missing, columns);
    if (row === null) return { ok: false, line: index + 1, isZone: false };
    rows.push(row);
  }
  return { ok: true, rows };
}

interface Column {
  readonly title: string;
  readonly start: number;
}

function columnsOf(header: string): readonly Column[] {
  return [...header.matchAll(TITLE)].map((match) => ({ title: match[0], start: match.index }));
}

type Cells = ReadonlyMap<string, string>;

/** Cuts where the header's columns start; where a chat program has eaten the padding, at runs of spaces. */
function cellsOf(line: string, columns: readonly Column[]): Cells {
  const isAligned = columns.every(({ start }) => start === 0 || start >= line.length || line[start - 1] === " ");
  const cut = isAligned
    ? columns.map(({ start }, index) => line.slice(start, columns[index + 1]?.start ?? line.length).trim())
    : unpadded(line, columns);
  return new Map(columns.map(({ title }, index) => [title, cut[index] ?? ""]));
}

/** Older versions leave the authority of a kubeconfig blank, which runs of spaces cannot show. */
function unpadded(line: string, columns: readonly Column[]): string[] {
  const cells = line.trim().split(/\s{2,}|\t+/);
  const authority = columns.findIndex(({ title }, index) => title === "CERTIFICATE AUTHORITY" && index > 0);
  return authority > 0 && cells.length === columns.length - 1 ? cells.toSpliced(authority, 0, "") : cells;
}

function rowOf(cells: Cells): TableRow | null {
  const atMs = dateMs(cells.get("EXPIRES") ?? "");
  if (atMs === null) return null;
  const file = cells.get("FILENAME");
  if (file !== undefined) {
    const usages = (cells.get("USAGES") ?? "").split(",");
    const [subject, status] = [cells.get("SUBJECT") ?? "", cells.get("STATUS") ?? ""];
    return { host: null, certificate: k3sCertificate({ file, subject, usages, status, atMs, issuer: null }) };
  }
  const leaf = cells.get("CERTIFICATE");
  const name = leaf ?? cells.get("CERTIFICATE AUTHORITY") ?? "";
  if (name === "") return null;
  const authority = leaf === undefined ? "" : (cells.get("CERTIFICATE AUTHORITY") ?? "");
  return {
    host: cells.get("NODE") || null,
    certificate: {
      name: certificateName(name),
      isAuthority: leaf === undefined,
      isMissing: false,
      notAfterMs: atMs,
      notBeforeMs: null,
      authority: authority === "" ? null : authority,
      isExternallyManaged: yesOrNo(cells.get("EXTERNALLY MANAGED")),
    },
  };
}

function missingRow(name: string, columns: readonly Column[]): TableRow {
  const isAuthority = columns[0]?.title === "CERTIFICATE AUTHORITY";
  const unknown = { notAfterMs: null, notBeforeMs: null, authority: null, isExternallyManaged: null };
  return { host: null, certificate: { name: certificateName(name), isAuthority, isMissing: true, ...unknown } };
}

/** `yes` and `no`; kubeadm before 1.17 printed `true` and `false`. */
function yesOrNo(text: string | undefined): boolean | null {
  if (text === "yes" || text === "true") return true;
  return text === "no" || text === "false" ? false : null;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Nov 26, 2027 14:05 UTC`: the second is cut off, so a certificate lives at least as long as is said. */
function dateMs(text: string): number | null {
  const [, month = "", day, year, hour, minute] =
    /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}) (\d{2}):(\d{2}) /.exec(text) ?? [];
  const midnight = dayMs(Number(year), MONTHS.indexOf(month) + 1, Number(day));
  return midnight === null ? null : midnight + (Number(hour) * 60 + Number(minute)) * 60_000;
}
