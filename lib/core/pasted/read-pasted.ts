import * as z from "zod";
import { readDocument } from "#lib/core/connection/kubeconfig/document.ts";
import { indexMachines, type MachineIndex } from "#lib/core/live/live-target.ts";
import type { Observation, ReportedCertificate } from "#lib/core/live/observation.ts";
import { PASTED } from "#lib/core/live/state.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { type Document, jsonDocuments } from "./documents.ts";
import { isMemberList, isStatusList, readFailures, readMemberList, readStatusList } from "./etcdctl.ts";
import { readReportDocument } from "./expiration-document.ts";
import { isExpirationTable, readExpirationTable } from "./expiration-table.ts";
import { isKubeList, readKubeList } from "./kubectl.ts";
import { recognisedIn } from "./recognise.ts";
import { secretIn } from "./secrets.ts";
import {
  type Part,
  type PartReading,
  type PastedNote,
  type PastedProblem,
  partOf,
  type Recognised,
  refused,
  type Sight,
  type Unread,
} from "./sight.ts";
import { unreadLines } from "./unread-lines.ts";

/** A list of 500 nodes with their images is 4 MB. */
export const PASTED_MAX = 5_000_000;

export interface Pasting {
  /** Null while the cluster has no machines planned. */
  readonly plan: Plan | null;
  readonly pastedAtMs: number;
  /** The master on which a report of certificates was made, where the person says so. */
  readonly host?: string | undefined;
}

export type PastedReading =
  | {
      readonly ok: true;
      readonly observations: readonly Observation[];
      /** When the commands ran, by what they printed; null where that cannot be told and pasting counts. */
      readonly takenAtMs: number | null;
      readonly recognised: readonly Recognised[];
      /** Parts that say nothing, beside those that do. */
      readonly unread: readonly Unread[];
      readonly notes: readonly PastedNote[];
    }
  | {
      readonly ok: false;
      /** The first of what is wrong. */
      readonly problem: PastedProblem;
      readonly unread: readonly Unread[];
    };

/**
 * Reads what a person pasted instead of giving a credential: the output of etcdctl, kubectl, kubeadm, KubeKey, k3s or
 * rke2, alone or one after the other, with prompts and log lines among it. What it says becomes observations of its own
 * time, never later than the pasting; nothing of the text is kept or repeated but what they hold.
 */
export function readPasted(text: string, pasting: Pasting): PastedReading {
  const whole = refusalOf(text);
  if (whole !== null) return refusedWhole({ line: null, problem: whole });
  const { parts, strange } = partsOf(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n"), pasting);
  const unread = [
    ...parts.flatMap(({ line, reading }) => (reading.ok ? [] : [{ line, problem: reading.problem }])),
    ...strange,
  ].sort((a, b) => a.line - b.line);
  const read = parts.flatMap(({ line, reading }) =>
    reading.ok && reading.part.sights.length > 0 ? [{ line, part: reading.part }] : [],
  );
  if (read.length === 0) return refusedWhole(...unread);
  const takenAtMs = earliest(
    read.map(({ part }) => part),
    pasting,
  );
  return {
    ok: true,
    observations: read.flatMap(({ part }) => stamped(part, takenAtMs, pasting)),
    takenAtMs,
    recognised: read
      .toSorted((a, b) => a.line - b.line)
      .flatMap(({ line, part }) => recognisedIn(line, { ...part, takenAtMs: part.takenAtMs ?? takenAtMs })),
    unread,
    notes: [...new Set(read.flatMap(({ part }) => part.notes))],
  };
}

function refusalOf(text: string): PastedProblem | null {
  if (text.length > PASTED_MAX) return { code: "PA-SIZE", maxMegabytes: PASTED_MAX / 1_000_000 };
  if (text.trim() === "") return { code: "PA-EMPTY" };
  if (text.includes("\u0000")) return { code: "PA-BINARY" };
  return secretIn(text);
}

function refusedWhole(...unread: readonly Unread[]): PastedReading {
  return { ok: false, problem: unread[0]?.problem ?? { code: "PA-NOT" }, unread };
}

/** A report of certificates may be kept for weeks in a file; what else is pasted with it is not as old as that. */
function earliest(parts: readonly Part[], { pastedAtMs }: Pasting): number | null {
  const isReport = ({ sights }: Part) => sights.some(({ probe }) => probe === "certificate-report");
  const instants = (some: readonly Part[]) => some.flatMap((part) => (part.takenAtMs === null ? [] : [part.takenAtMs]));
  const commands = instants(parts.filter((part) => !isReport(part)));
  const taken = commands.length > 0 || parts.some((part) => !isReport(part)) ? commands : instants(parts);
  return taken.length === 0 ? null : Math.min(pastedAtMs, ...taken);
}

/** What says nothing of its time is as old as what was pasted with it. */
function stamped({ sights, takenAtMs }: Part, wholeMs: number | null, { pastedAtMs }: Pasting): readonly Observation[] {
  const atMs = Math.min(pastedAtMs, takenAtMs ?? wholeMs ?? pastedAtMs);
  return sights.map((sight) => ({ ...sight, atMs, monotonicMs: atMs, durationMs: 0, observer: PASTED }));
}

interface Placed {
  readonly line: number;
  readonly reading: PartReading;
}

function partsOf(
  text: string,
  pasting: Pasting,
): { readonly parts: readonly Placed[]; readonly strange: ReturnType<typeof unreadLines> } {
  const machines = indexMachines(pasting.plan);
  const { values, rest, cutAtLine } = jsonDocuments(text);
  const reading = { machines, pasting, text };
  const log = values.filter(({ value }) => isLogLine(value));
  const hasYaml = YAML.test(rest);
  const parts: Placed[] = [
    ...values
      .filter(({ value }) => !isLogLine(value))
      .map((document) => ({ line: document.line, reading: valuePart(document, reading) })),
    {
      line: lineOf(rest, /^Failed to get the status/m),
      reading: readFailures(
        rest,
        log.map(({ value }) => value),
        machines,
      ),
    },
    ...(isExpirationTable(rest) ? [tablePart(rest, reading)] : []),
    ...(hasYaml ? [{ line: lineOf(rest, YAML), reading: yamlPart(rest, reading) }] : []),
    ...(cutAtLine === null ? [] : [{ line: cutAtLine, reading: refused({ code: "PA-CUT" }) }]),
  ];
  return { parts, strange: unreadLines(hasYaml ? rest.slice(0, yamlStart(rest)) : rest) };
}

const HEADER = /\bEXPIRES\s+RESIDUAL TIME\b/;
const YAML = /^kind: CertificateExpirationInfo\s*$/m;

interface Reading {
  readonly machines: MachineIndex;
  readonly pasting: Pasting;
  readonly text: string;
}

function isLogLine(value: unknown): boolean {
  return z.looseObject({ level: z.string(), msg: z.string() }).safeParse(value).success;
}

function valuePart({ value }: Document, reading: Reading): PartReading {
  if (isStatusList(value)) return readStatusList(value, reading.machines);
  if (isMemberList(value)) return readMemberList(value);
  if (isKubeList(value)) return readKubeList(value);
  const report = readReportDocument(value);
  if (report === null) return refused({ code: "PA-OTHER" });
  return reportPart(
    report.certificates.map((certificate) => ({ host: null, certificate })),
    report.takenAtMs,
    reading,
  );
}

function tablePart(rest: string, reading: Reading): Placed {
  const table = readExpirationTable(rest);
  if (table.ok) return { line: lineOf(rest, HEADER), reading: reportPart(table.rows, null, reading) };
  return { line: table.line, reading: refused(table.isZone ? { code: "PA-ZONE" } : badReport("table")) };
}

function yamlPart(rest: string, reading: Reading): PartReading {
  const document = readDocument(rest.slice(yamlStart(rest)));
  const report = document.ok ? readReportDocument(document.value) : null;
  if (report === null) return refused(badReport("yaml"));
  return reportPart(
    report.certificates.map((certificate) => ({ host: null, certificate })),
    report.takenAtMs,
    reading,
  );
}

/** The line of the first match, from 1; the first one where there is none. */
function lineOf(rest: string, shape: RegExp): number {
  return rest.slice(0, Math.max(0, rest.search(shape))).split("\n").length;
}

function yamlStart(rest: string): number {
  return Math.max(0, rest.search(/^[a-zA-Z]+:(?: |$)/m));
}

function badReport(field: string): PastedProblem {
  return { code: "PA-FORMAT", what: "certs check-expiration", field };
}

interface HostRow {
  readonly host: string | null;
  readonly certificate: ReportedCertificate;
}

/** A prompt before the command tells the host that the report itself does not. */
const ASKED_AT = /^[ \t]{0,20}\[?[\w.-]{1,64}@([\w.-]{1,64})[^\n]{0,100}?(?:check-expiration|certificate check)/m;

function reportPart(
  rows: readonly HostRow[],
  takenAtMs: number | null,
  { machines, pasting, text }: Reading,
): PartReading {
  const said = pasting.host ?? ASKED_AT.exec(text)?.[1] ?? null;
  const byHost = Map.groupBy(rows, ({ host }) => host ?? said);
  const sights = [...byHost].map(([host, own]): Sight => {
    const machine = machines.of(host);
    const name = machine?.id ?? host ?? PASTED;
    return {
      probe: "certificate-report",
      target: { name, machineId: machine?.id ?? null, address: host ?? PASTED, way: "direct" },
      result: { kind: "seen", value: { certificates: own.map(({ certificate }) => certificate) } },
    };
  });
  return partOf(sights, { takenAtMs, notes: byHost.has(null) ? ["host-not-said"] : [] });
}
