import type { Plan } from "#lib/core/plan/plan.ts";
import { capacityAnalyses } from "./analysis/capacity/capacity.ts";
import { deadVariables, idsOf, serviceRef } from "./analysis/compiled.ts";
import { plannedWorkOf } from "./analysis/planned-work.ts";
import { type Engine, engineOf, serviceAnalysis } from "./analysis/service.ts";
import { toldElements } from "./analysis/told-elements.ts";
import { twoPlaces } from "./analysis/two-site.ts";
import { valueRows } from "./analysis/values.ts";
import type { Analysis, ServiceAnalysis } from "./analysis.ts";
import { evaluate } from "./bdd/diagram.ts";
import { criticalVariables } from "./bdd/distance.ts";
import { leave, made } from "./bdd/manager.ts";
import { candidatesOf } from "./candidates/candidates.ts";
import type { ServiceId } from "./fault-tree.ts";
import { compile } from "./model/compile.ts";
import { modelOf } from "./model/model-of.ts";
import { failoverFloor } from "./timeline/failover-floor.ts";
import { timelinesOf } from "./timeline/timelines.ts";

export interface AnalyseOptions {
  /** False leaves the candidates for `withCandidates`, so that the verdict can be shown first. */
  readonly candidates?: boolean;
}

/**
 * Which failures a plan survives, how likely and how long it is down, and what to change. Exact for the model: no
 * sampling, no rare-event approximation. Throws `TooManyNodes` for a plan too entangled to be analysed.
 */
export function analyse(plan: Plan, { candidates = true }: AnalyseOptions = {}): Analysis {
  const verdict = verdictOf(plan);
  return candidates ? withCandidates(plan, verdict) : verdict;
}

/** The analysis of this very plan with its candidates. */
export function withCandidates(plan: Plan, verdict: Analysis): Analysis {
  const candidates = candidatesOf(plan, verdict);
  const better = candidates.filter((candidate) => candidate.verdict === "better");
  const best = better.find(({ service }) => service === verdict.headline.service) ?? better[0];
  const { twoSite } = verdict;
  const waysOut = candidates.filter(isWayOut).map(({ id }) => id);
  return {
    ...verdict,
    candidates,
    hasCandidates: true,
    headline: { ...verdict.headline, bestCandidateId: best?.id ?? null },
    twoSite: twoSite === null ? null : { ...twoSite, waysOut },
  };
}

/** A way that does not help is none; keeping the majority in one place helps by saying what is. */
function isWayOut({ values, verdict }: Analysis["candidates"][number]): boolean {
  return values.way === "active-standby" || (values.way !== undefined && verdict === "better");
}

function verdictOf(plan: Plan): Analysis {
  const model = modelOf(plan);
  const { tree, assumptions, parts } = model;
  const compiled = compile(tree);
  const engine = engineOf(model, compiled);
  const services = tree.services.map((service) => serviceAnalysis(engine, service));
  const service = headlineService(services);
  const capacity = capacityAnalyses(engine);
  const values = valueRows(model);
  const timelines = timelinesOf({
    parts,
    elements: tree.elements.singles().flatMap(({ entry }) => (entry.kind === "process" ? [] : [entry])),
    stands: tree.stands,
    stopsApi: stopsApi(engine),
    standsUnder: engine.placement.standsUnder,
  });
  const named = [
    ...capacity.flatMap(({ levels }) => levels.flatMap(({ witness }) => witness)),
    ...values.map(({ key }) => key),
    ...timelines.flatMap(({ elementIds }) => elementIds),
  ];
  const verdict: Analysis = {
    elements: toldElements(compiled, named),
    headline: { service, ...marginsOf(services, service), bestCandidateId: null },
    services,
    capacity,
    candidates: [],
    hasCandidates: false,
    failover: isAnalysed(services, "api-writes") ? failoverFloor(parts, compiled.variables) : null,
    plannedWork: plannedWorkOf(engine, service),
    timelines,
    twoSite: twoPlaces(parts.etcd.filter(({ isEventsEtcd }) => isEventsEtcd !== true)),
    assumptions: [...assumptions],
    values,
    bddNodes: made(compiled.bdd),
  };
  leave(compiled.bdd);
  return verdict;
}

/** What people ask about first; the control plane unless the plan has none. */
const HEADLINES: readonly ServiceId[] = ["api-writes", "running-workloads"];

function headlineService(services: readonly ServiceAnalysis[]): ServiceId {
  return HEADLINES.find((id) => isAnalysed(services, id)) ?? "api-writes";
}

function isAnalysed(services: readonly ServiceAnalysis[], wanted: ServiceId): boolean {
  return services.some(({ id, kind }) => id === wanted && kind === "analysed");
}

function marginsOf(
  services: readonly ServiceAnalysis[],
  headline: ServiceId,
): Pick<Analysis["headline"], "margin" | "machineMargin"> {
  const service = services.find(({ id }) => id === headline);
  if (service?.kind !== "analysed") return { margin: null, machineMargin: null };
  const machine = service.levels.find(({ level }) => level === "machine");
  return { margin: service.distance, machineMargin: machine?.distance ?? null };
}

function stopsApi({ compiled }: Engine): (elementIds: readonly string[]) => boolean {
  const root = serviceRef(compiled, "api-writes");
  if (root === null) return () => true;
  const { bdd } = compiled;
  const nothing = deadVariables(compiled, []);
  if (evaluate(bdd, root, nothing)) return () => true;
  // Most questions are of one of a hundred racks: those are answered from one look at the diagram.
  const alone = new Set(idsOf(compiled, criticalVariables(bdd, root, nothing)));
  return (elementIds) =>
    elementIds.length === 1
      ? elementIds.some((id) => alone.has(id))
      : evaluate(bdd, root, deadVariables(compiled, elementIds));
}
