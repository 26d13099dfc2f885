import type { Plan } from "#lib/core/plan/plan.ts";
import type { Analysis, CapacityAnalysis } from "#lib/core/survive/analysis.ts";
import { candidateLines, timelineLines, twoSiteLines, workLines } from "./changes.ts";
import { count, share } from "./figures.ts";
import { elementNaming, hostNaming, type Naming } from "./names.ts";
import { serviceLines } from "./services.ts";

/** The analysis as plain English text, one fact a line: for golden files, terminals and mail. */
export function reportText(plan: Plan, analysis: Analysis): string {
  const name = elementNaming(plan, analysis);
  const host = hostNaming(plan);
  const { headline, services, capacity, timelines } = analysis;
  const best = analysis.candidates.find(({ id }) => id === headline.bestCandidateId);
  const lines = [
    `${plan.name}: ${headline.service}, ${headline.margin ?? "no"} failure(s) to an outage, ${headline.machineMargin ?? "no"} machine(s)`,
    `best change: ${best === undefined ? "none" : `${best.code} ${best.values.machine ?? ""}`.trim()}`,
    ...twoSiteLines(analysis, host),
    ...services.flatMap((service) => serviceLines(service, name)),
    ...(capacity.length === 0
      ? []
      : ["", "capacity of the workers", ...capacity.flatMap((each) => capacityLines(each, name))]),
    ...candidateLines(analysis),
    ...workLines(analysis, host),
    ...timelines.flatMap((timeline) => timelineLines(timeline, name)),
    ...assumptionLines(analysis, host),
  ];
  return `${lines.join("\n")}\n`;
}

function capacityLines({ resource, total, need, levels, shortage, joint }: CapacityAnalysis, name: Naming): string[] {
  if (need === null) return [`  ${resource}: ${total}, need unknown`];
  return [
    `  ${resource}: ${total}, need ${need}`,
    ...levels.map(
      ({ level, distance, witness }) => `    too little without ${count(distance)} ${level}: ${name(witness)}`,
    ),
    ...(shortage === null ? [] : [`    too little ${share(shortage.value)} of the time`]),
    ...(joint === null ? [] : [`    too little, or no API: ${share(joint.value)} of the time`]),
  ];
}

function assumptionLines({ assumptions }: Analysis, host: Naming): string[] {
  if (assumptions.length === 0) return [];
  const line = ({ code, level, machineIds }: Analysis["assumptions"][number]) => {
    const where = level === null ? "" : ` (${level})`;
    return `  ${code}${where}${machineIds.length === 0 ? "" : `: ${host(machineIds)}`}`;
  };
  return ["", "assumed", ...assumptions.map(line)];
}
