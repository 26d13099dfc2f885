import type { Machine, Role } from "#lib/core/plan/machine.ts";
import type {
  Analysis,
  Candidate,
  CutPattern,
  Level,
  LevelVerdict,
  Likelihood,
  ServiceAnalysis,
} from "#lib/core/survive/analysis.ts";
import type { NotPlanned, ServiceId } from "#lib/core/survive/fault-tree.ts";
import { type Margin, marginOf } from "./margin.ts";
import { type ElementRef, elementRefs } from "./names.ts";
import { byDanger } from "./patterns.ts";
import { machinesOn } from "./placement.ts";

export interface BriefLevel extends Pick<LevelVerdict, "level" | "verdict" | "distance"> {
  /** What fails it, or might; empty where it survives or nothing is given. */
  readonly culprit: readonly ElementRef[];
}

/** One of the two services that are shown side by side. */
export type BriefService =
  | { readonly id: ServiceId; readonly kind: "not-planned"; readonly reason: NotPlanned }
  | {
      readonly id: ServiceId;
      readonly kind: "analysed";
      readonly levels: readonly BriefLevel[];
      readonly likelihood: Likelihood;
    };

export interface Culprit {
  readonly elements: readonly ElementRef[];
  /** How many sets of this shape there are. */
  readonly count: number;
  /** Machines of the control plane that stand in a failure domain of the set: why its loss matters. */
  readonly holds: readonly string[];
}

type BriefFix = Pick<Candidate, "service" | "code" | "values" | "newMachines" | "before" | "after">;

/** The verdict that fits on a card: small, plain JSON, without the elements of the model. */
export interface Brief {
  readonly service: ServiceId;
  readonly margin: Margin;
  readonly services: readonly BriefService[];
  /** The two worst sets of the headline service: fewest failures first, then likeliest. */
  readonly weakest: readonly Culprit[];
  /** Null = no change helps; `pending` = the candidates are not computed yet. */
  readonly fix: BriefFix | "pending" | null;
}

/** Control plane and running workloads are always named together: the one is not the other. */
const SIDE_BY_SIDE: readonly ServiceId[] = ["api-writes", "running-workloads"];
const CONTROL: readonly Role[] = ["lb", "control-plane", "etcd"];
const CULPRITS = 2;
/** Levels in the order a person asks; the card leaves the rest to the page. */
const ASKED: readonly Level[] = ["machine", "hypervisor", "rack", "switch", "power-feed", "zone", "site"];

/** `machines` are those of the plan that was analysed. */
export function briefOf(analysis: Analysis, machines: readonly Machine[]): Brief {
  const { headline, services, candidates, hasCandidates } = analysis;
  const ref = elementRefs(analysis.elements);
  const shown = services.filter(({ id }) => SIDE_BY_SIDE.includes(id));
  const main = services.find(({ id }) => id === headline.service);
  return {
    service: headline.service,
    margin: marginOf(analysis),
    services: shown.map((service) => briefService(service, ref)),
    weakest: main?.kind === "analysed" ? culprits(byDanger(main.patterns, analysis.elements), ref, machines) : [],
    fix: hasCandidates ? fixOf(candidates.find(({ id }) => id === headline.bestCandidateId)) : "pending",
  };
}

function fixOf(candidate: Candidate | undefined): BriefFix | null {
  if (candidate === undefined) return null;
  const { service, code, values, newMachines, before, after } = candidate;
  return { service, code, values, newMachines, before, after };
}

function briefService(service: ServiceAnalysis, ref: (id: string) => ElementRef): BriefService {
  if (service.kind === "not-planned") return service;
  const levels = ASKED.flatMap((level) => service.levels.find((each) => each.level === level) ?? []);
  return {
    id: service.id,
    kind: "analysed",
    levels: levels.map(({ level, verdict, distance, witness }) => ({
      level,
      verdict,
      distance,
      culprit: verdict === "fails" || verdict === "unproven" ? witness.map(ref) : [],
    })),
    likelihood: service.likelihood,
  };
}

function culprits(
  patterns: readonly CutPattern[],
  ref: (id: string) => ElementRef,
  machines: readonly Machine[],
): Culprit[] {
  return patterns.slice(0, CULPRITS).map(({ example, count }) => {
    const elements = example.map(ref);
    return { elements, count, holds: holdsOf(elements, machines) };
  });
}

function holdsOf(elements: readonly ElementRef[], machines: readonly Machine[]): string[] {
  const places = elements.filter(({ machineId }) => machineId === null);
  const there = places
    .flatMap((place) => machinesOn(place, machines))
    .filter(({ roles }) => roles.some((role) => CONTROL.includes(role)));
  return [...new Set(there)].map(({ hostname }) => hostname);
}
