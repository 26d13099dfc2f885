import { DEFAULT_THRESHOLDS, Thresholds } from "#lib/core/live/thresholds.ts";

export type ThresholdName = keyof Thresholds;
export type ThresholdUnit = "ms" | "s" | "percent" | "days" | "looks" | "changes" | "entries";

interface Group {
  readonly key: "api" | "leases" | "nodes" | "etcd" | "certificates" | "general";
  readonly names: readonly ThresholdName[];
}

/** Every threshold of the schema, as people look for them. */
export const THRESHOLD_GROUPS: readonly Group[] = [
  { key: "api", names: ["apiSlowMs", "pathFailures"] },
  { key: "leases", names: ["leaseLateMs", "leaseGraceMs", "identityStaleMs", "moves"] },
  { key: "nodes", names: ["nodeLease", "nodeNotReadyMs", "restartRecentMs"] },
  { key: "etcd", names: ["etcdLagEntries", "etcdQuotaShare", "etcdFsyncMs", "etcdCommitMs"] },
  { key: "certificates", names: ["leafDays", "caDays", "loopbackDays", "rotatingShare"] },
  { key: "general", names: ["clockSkewMs", "confirmations"] },
];

export const UNITS: Readonly<Record<ThresholdName, ThresholdUnit>> = {
  apiSlowMs: "ms",
  pathFailures: "looks",
  leaseLateMs: "s",
  leaseGraceMs: "s",
  identityStaleMs: "s",
  moves: "changes",
  nodeLease: "s",
  nodeNotReadyMs: "s",
  restartRecentMs: "s",
  etcdLagEntries: "entries",
  etcdQuotaShare: "percent",
  etcdFsyncMs: "ms",
  etcdCommitMs: "ms",
  leafDays: "days",
  caDays: "days",
  loopbackDays: "days",
  rotatingShare: "percent",
  clockSkewMs: "s",
  confirmations: "looks",
};

/** How many of the stored unit (ms, a share of 1) one of the shown unit is. */
const SCALES: Readonly<Record<ThresholdUnit, number>> = {
  ms: 1,
  s: 1000,
  percent: 0.01,
  days: 1,
  looks: 1,
  changes: 1,
  entries: 1,
};

/** Text of every field by its path, such as `moves.warning` or `apiSlowMs`. */
export type ThresholdDraft = Readonly<Record<string, string>>;

/** Paths of one threshold: a warning and a critical one, or a single one. */
export function pathsOf(name: ThresholdName): readonly string[] {
  return typeof DEFAULT_THRESHOLDS[name] === "number" ? [name] : [`${name}.warning`, `${name}.critical`];
}

export function draftOf(thresholds: Thresholds): ThresholdDraft {
  const names = THRESHOLD_GROUPS.flatMap((group) => group.names);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = thresholds[name];
      const shown = (stored: number): string => shownText(stored, UNITS[name]);
      if (typeof value === "number") return [[name, shown(value)]];
      return [
        [`${name}.warning`, shown(value.warning)],
        [`${name}.critical`, shown(value.critical)],
      ];
    }),
  );
}

/** 0.8 / 0.01 is not 80 in binary; six digits are more than any limit has. */
function shownText(stored: number, unit: ThresholdUnit): string {
  return String(Number((stored / SCALES[unit]).toFixed(6)));
}

export type Reading =
  | { readonly ok: true; readonly thresholds: Thresholds }
  /** Paths of what cannot stay, each with why. */
  | { readonly ok: false; readonly faults: Readonly<Record<string, Fault>> };

export type Fault =
  | { readonly kind: "not-a-number" | "milder" }
  | { readonly kind: "too-small" | "too-big"; readonly limit: string };

/** What was typed as thresholds, or what is wrong with it field by field. */
export function readDraft(draft: ThresholdDraft): Reading {
  const faults: Record<string, Fault> = {};
  const numberAt = (path: string, unit: ThresholdUnit): number => {
    const text = (draft[path] ?? "").normalize("NFKC").trim();
    const value = text === "" ? Number.NaN : Number(text);
    if (!Number.isFinite(value)) faults[path] = { kind: "not-a-number" };
    return Number((value * SCALES[unit]).toFixed(6));
  };
  const given = Object.entries(UNITS).map(([name, unit]) => {
    const single = draft[`${name}.warning`] === undefined;
    if (single) return [name, numberAt(name, unit)];
    return [name, { warning: numberAt(`${name}.warning`, unit), critical: numberAt(`${name}.critical`, unit) }];
  });
  const parsed = Thresholds.safeParse(Object.fromEntries(given));
  if (parsed.success) return { ok: true, thresholds: parsed.data };
  for (const issue of parsed.error.issues) {
    const path = issue.path.join(".");
    const unit = UNITS[nameOf(path)];
    faults[path] ??= faultOf(issue, unit);
  }
  return { ok: false, faults };
}

interface Issue {
  readonly code: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
}

function faultOf({ code, minimum, maximum }: Issue, unit: ThresholdUnit): Fault {
  if (code === "too_small") return { kind: "too-small", limit: shownText(Number(minimum), unit) };
  if (code === "too_big") return { kind: "too-big", limit: shownText(Number(maximum), unit) };
  return { kind: code === "custom" ? "milder" : "not-a-number" };
}

/** A path begins with the name of its threshold. */
function nameOf(path: string): ThresholdName {
  const [first = ""] = path.split(".");
  return first in UNITS ? (first as ThresholdName) : "confirmations";
}
