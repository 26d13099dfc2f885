import type { Candidate } from "#lib/core/survive/analysis.ts";
import { differences, type Judged } from "./judge.ts";

const VERDICTS: readonly Candidate["verdict"][] = ["better", "same", "worse"];

/** Better ones first; among them those without a new machine, then by minutes, then by effort. */
export function ranked(judged: readonly Judged[]): Candidate[] {
  return judged
    .map((candidate) => ({ ...candidate, isOnFront: isOnFront(candidate, judged) }))
    .sort((a, b) => {
      return (
        VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
        a.newMachines - b.newMachines ||
        saved(b) - saved(a) ||
        a.effort - b.effort
      );
    });
}

/** Minutes a year less than before; comparable between services. */
function saved({ before, after }: Judged): number {
  return before.minutesPerYear - after.minutesPerYear;
}

/** Nothing else for the same service costs no more and gains no less, and one of both is better. */
function isOnFront(candidate: Judged, all: readonly Judged[]): boolean {
  return candidate.verdict === "better" && !all.some((other) => dominates(other, candidate));
}

function dominates(other: Judged, candidate: Judged): boolean {
  if (other === candidate || other.service !== candidate.service || other.verdict !== "better") return false;
  const [a, b] = [figures(other), figures(candidate)];
  const isNoWorse = a.every((figure, index) => figure <= (b[index] ?? 0));
  return isNoWorse && a.some((figure, index) => figure < (b[index] ?? 0));
}

/** The less the better, each of them. */
function figures(candidate: Judged): number[] {
  const { raised } = differences(candidate.before, candidate.after);
  return [candidate.newMachines, candidate.effort, candidate.after.minutesPerYear, -raised];
}
