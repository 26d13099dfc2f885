import type { Analysis, Candidate, Timeline } from "#lib/core/survive/analysis.ts";
import { minutes, seconds, share } from "./figures.ts";
import type { Naming } from "./names.ts";

export function candidateLines({ candidates, hasCandidates }: Analysis): string[] {
  if (!hasCandidates) return [];
  return ["", "changes, best first", ...(candidates.length === 0 ? ["  none"] : candidates.map(candidateLine))];
}

function candidateLine({ code, values, verdict, reason, ...candidate }: Candidate): string {
  const { newMachines, effort, before, after, isOnFront, service } = candidate;
  const said = Object.entries(values).filter(([, value]) => value !== "");
  const words = said.map(([key, value]) => `${key} ${value}`).join(", ");
  const change = `${minutes(before.minutesPerYear)} -> ${minutes(after.minutesPerYear)} min/yr`;
  const cost = `${newMachines} new, ${effort} touched`;
  const front = isOnFront ? ", on the front" : "";
  return `  ${verdict} (${reason}): ${code} [${words}] for ${service}: ${change}${distances(candidate)}; ${cost}${front}`;
}

function distances({ before, after }: Pick<Candidate, "before" | "after">): string {
  const was = new Map(before.levels.map(({ level, distance }) => [level, distance]));
  const changed = after.levels
    .filter(({ level, distance }) => was.has(level) && was.get(level) !== distance)
    .map(({ level, distance }) => `${level} ${was.get(level) ?? "-"} -> ${distance ?? "-"}`);
  return changed.length === 0 ? "" : `, ${changed.join(", ")}`;
}

export function twoSiteLines({ twoSite, candidates }: Analysis, host: Naming): string[] {
  if (twoSite === null) return [];
  const ways = candidates.filter(({ id }) => twoSite.waysOut.includes(id)).map(({ values }) => values.way ?? "");
  return [
    "",
    `two ${twoSite.level}s ${twoSite.names.join(" and ")}: losing ${twoSite.deadly} loses the etcd majority (${host(twoSite.members)})`,
    `  ways out: ${ways.join(", ")}`,
  ];
}

export function workLines({ plannedWork, failover }: Analysis, host: Naming): string[] {
  const lines = [""];
  if (failover !== null && failover.parts.length > 0) {
    const parts = failover.parts.map(
      (part) =>
        `${part.code} ${part.failuresPerYear.toFixed(1)}/yr x ${part.secondsEach.toFixed(1)} s x ${share(part.share)}`,
    );
    lines.push(`failover: ${failover.secondsPerYear.toFixed(0)} s a year (${parts.join("; ")})`);
  }
  if (plannedWork !== null) {
    const fewest = plannedWork.machines.map(({ machineId, risk, distance }) => {
      return `${host([machineId])} ${share(risk)} leaving ${distance ?? "no limit"}`;
    });
    lines.push(
      `planned work of ${plannedWork.hoursPerMachine} h a year on each: ${minutes(plannedWork.minutesPerYear)} min/yr`,
      ...fewest.map((line) => `  while out: ${line}`),
    );
  }
  return lines.length === 1 ? [] : lines;
}

export function timelineLines({ code, elementIds, isAutomatic, steps }: Timeline, name: Naming): string[] {
  const end = isAutomatic ? "" : " (needs a person)";
  return [
    "",
    `after ${code}: ${name(elementIds)}${end}`,
    ...steps.map(({ code: step, atSeconds, untilSeconds, timers }) => {
      const why = timers.length === 0 ? "" : ` (${timers.join(" + ")})`;
      return `  ${seconds(atSeconds, untilSeconds)} ${step}${why}`;
    }),
  ];
}
