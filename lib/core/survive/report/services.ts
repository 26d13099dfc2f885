import type { CutPattern, LevelVerdict, ServiceAnalysis } from "#lib/core/survive/analysis.ts";
import { count, hours, minutesBand, share } from "./figures.ts";
import type { Naming } from "./names.ts";

type Analysed = Extract<ServiceAnalysis, { kind: "analysed" }>;

const PATTERNS_SHOWN = 10;
const WEAKEST_SHOWN = 4;

export function serviceLines(service: ServiceAnalysis, name: Naming): string[] {
  if (service.kind === "not-planned") return ["", `${service.id}: not judged (${service.reason})`];
  const { levels, roles, patterns, cutSets } = service;
  return [
    "",
    service.id,
    ...levels.filter(({ verdict }) => verdict !== "not-given").map((level) => levelLine(level, name)),
    `  fewest failures of any kind: ${count(service.distance)}`,
    `  machines of one role: ${roles.map(({ role, distance }) => `${role} ${count(distance)}`).join(", ")}`,
    ...likelihoodLines(service),
    `  minimal cut sets: ${cutSets.map((sets, index) => `${sets} of ${index + 1}`).join(", ")}`,
    ...patterns.slice(0, PATTERNS_SHOWN).map((pattern) => `    ${patternText(pattern, name)}`),
    ...(patterns.length > PATTERNS_SHOWN ? [`    and ${patterns.length - PATTERNS_SHOWN} more patterns`] : []),
    ...weakestLines(service, name),
  ];
}

function levelLine({ level, verdict, distance, witness, unknownMachines }: LevelVerdict, name: Naming): string {
  const unknown = unknownMachines.length === 0 ? "" : `; place unknown of ${unknownMachines.length}`;
  switch (verdict) {
    case "fails":
      return `  any 1 ${level}: NO, ${name(witness)}${unknown}`;
    case "unproven":
      return `  any 1 ${level}: cannot be proven, ${name(witness)}${unknown}`;
    case "survives": {
      const next = distance === null ? "no number stops it" : `it takes ${distance}: ${name(witness)}`;
      return `  any 1 ${level}: yes; ${next}${unknown}`;
    }
    case "not-given":
      return `  any 1 ${level}: not given`;
  }
}

function likelihoodLines({ likelihood }: Analysed): string[] {
  const { unavailability, outagesPerYear, meanOutageHours, calmYears } = likelihood;
  return [
    `  down ${minutesBand(unavailability)}: ${outagesPerYear.value.toPrecision(2)} outages a year of ${hours(meanOutageHours.value)}; ${share(calmYears.value)} of years without`,
  ];
}

function patternText({ order, count: sets, parts, example, hasAssumed }: CutPattern, name: Naming): string {
  const shape = parts.map(({ kind, role, program, howMany, elementIds }) => {
    if (elementIds.length === 1) return name(elementIds);
    const what = [role, program ?? (kind === "machine" ? "machine" : kind)].filter((word) => word !== null).join(" ");
    return `${howMany} of ${elementIds.length} ${what}`;
  });
  const times = sets === 1 ? "" : ` (${sets} sets, such as ${name(example)})`;
  return `${order}: ${shape.join(" + ")}${times}${hasAssumed ? " [assumed]" : ""}`;
}

function weakestLines({ weakest }: Analysed, name: Naming): string[] {
  const shown = weakest
    .slice(0, WEAKEST_SHOWN)
    .map(({ elementId, share: part }) => `${name([elementId])} ${share(part)}`);
  return shown.length === 0 ? [] : [`  weakest by share of the downtime: ${shown.join(", ")}`];
}
