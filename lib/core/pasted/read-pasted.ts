import * as z from "zod";
import { readDocument } from "#lib/core/connection/kubeconfig/document.ts";
import { indexMachines, type MachineIndex } from "#lib/core/live/live-target.ts";
import type { Observation, ReportedCertificate } from "#lib/core/live/observation.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { jsonDocuments } from "./documents.ts";
import { isMemberList, isStatusList, readFailures, readMemberList, readStatusList } from "./etcdctl.ts";
import { readReportDocument } from "./expiration-document.ts";
import { isExpirationTable, readExpirationTable } from "./expiration-table.ts";
import { isKubeList, readKubeList } from "./kubectl.ts";
import { type PartReading, type PastedNote, type PastedProblem, partOf, refused, type Sight } from "./sight.ts";

/** A list of 500 nodes with their images is 4 to 8 MB. */
const MAX_LENGTH = 12_000_000;
/** Who looked: a person, not an engine. */
export const PASTED = "pasted";

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
      readonly notes: readonly PastedNote[];
    }
  | { readonly ok: false; readonly problem: PastedProblem };

/**
 * Reads what a person pasted instead of giving a credential: the output of etcdctl, kubectl, kubeadm, KubeKey, k3s or
 * rke2, alone or one after the other, with prompts and log lines among it. What it says becomes observations of its own
 * time, never later than the pasting; nothing of the text is kept or repeated but what they hold.
 */
export function readPasted(text: string, pasting: Pasting): PastedReading {
  if (text.length > MAX_LENGTH)
    return { ok: false, problem: { code: "PA-SIZE", maxMegabytes: MAX_LENGTH / 1_000_000 } };
  if (text.trim() === "") return { ok: false, problem: { code: "PA-EMPTY" } };
  if (text.includes("\u0000")) return { ok: false, problem: { code: "PA-BINARY" } };
  const parts = partsOf(text.replace(/^\uFEFF/, ""), pasting);
  const bad = parts.find((part) => !part.ok);
  if (bad !== undefined && !bad.ok) return bad;
  const read = parts.flatMap((reading) => (reading.ok ? [reading.part] : []));
  const sights = read.flatMap((part) => part.sights);
  if (sights.length === 0) return { ok: false, problem: { code: isKubeconfig(text) ? "PA-KUBECONFIG" : "PA-NOT" } };
  const taken = read.flatMap(({ takenAtMs }) => (takenAtMs === null ? [] : [takenAtMs]));
  const takenAtMs = taken.length === 0 ? null : Math.min(pasting.pastedAtMs, ...taken);
  return {
    ok: true,
    observations: sights.map((sight) => stamped(sight, takenAtMs ?? pasting.pastedAtMs)),
    takenAtMs,
    notes: [...new Set(read.flatMap(({ notes }) => notes))],
  };
}

/** One clock for all: ages of leases are differences between two pastes. */
function stamped(sight: Sight, atMs: number): Observation {
  return { ...sight, atMs, monotonicMs: atMs, durationMs: 0, observer: PASTED };
}

function partsOf(text: string, pasting: Pasting): readonly PartReading[] {
  const machines = indexMachines(pasting.plan);
  const { values, rest, isCut } = jsonDocuments(text);
  if (isCut) return [refused({ code: "PA-CUT" })];
  const log = values.filter(isLogLine);
  return [
    ...values.filter((value) => !isLogLine(value)).flatMap((value) => valuePart(value, { machines, pasting, text })),
    readFailures(rest, log, machines),
    ...(isExpirationTable(rest) ? [tablePart(rest, { machines, pasting, text })] : []),
    ...(/^kind: CertificateExpirationInfo\s*$/m.test(rest) ? [yamlPart(rest, { machines, pasting, text })] : []),
  ];
}

interface Reading {
  readonly machines: MachineIndex;
  readonly pasting: Pasting;
  readonly text: string;
}

function isLogLine(value: unknown): boolean {
  return z.looseObject({ level: z.string(), msg: z.string() }).safeParse(value).success;
}

function valuePart(value: unknown, reading: Reading): readonly PartReading[] {
  if (isStatusList(value)) return [readStatusList(value, reading.machines)];
  if (isMemberList(value)) return [readMemberList(value)];
  if (isKubeList(value)) return [readKubeList(value)];
  const report = readReportDocument(value);
  if (report === null) return [];
  return [
    reportPart(
      report.certificates.map((certificate) => ({ host: null, certificate })),
      report.takenAtMs,
      reading,
    ),
  ];
}

function tablePart(rest: string, reading: Reading): PartReading {
  const table = readExpirationTable(rest);
  if (table.ok) return reportPart(table.rows, null, reading);
  return refused(table.isZone ? { code: "PA-ZONE", line: table.line } : badReport(`line ${table.line}`));
}

function yamlPart(rest: string, reading: Reading): PartReading {
  const from = rest.search(/^[a-zA-Z]+:(?: |$)/m);
  const document = readDocument(rest.slice(Math.max(0, from)));
  const report = document.ok ? readReportDocument(document.value) : null;
  if (report === null) return refused(badReport("yaml"));
  return reportPart(
    report.certificates.map((certificate) => ({ host: null, certificate })),
    report.takenAtMs,
    reading,
  );
}

function badReport(field: string): PastedProblem {
  return { code: "PA-FORMAT", what: "certs check-expiration", field };
}

interface HostRow {
  readonly host: string | null;
  readonly certificate: ReportedCertificate;
}

/** A prompt before the command tells the host that the report itself does not. */
const ASKED_AT = /^\[?[\w.-]+@([\w.-]+)[^\n]{0,200}?(?:check-expiration|certificate check)/m;

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

function isKubeconfig(text: string): boolean {
  return /^\s*"?(?:current-context|client-key-data|clusters)"?:/m.test(text) && /"?users"?:/.test(text);
}
