"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { AnalysisFailed, type AnalysisTrouble, Analyst } from "./analyst.ts";
import { type LatestWins, latestWins } from "./latest-wins.ts";

/** An analysis with the plan it is of. */
export interface Analysed {
  readonly plan: Plan;
  readonly analysis: Analysis;
}

export type AnalysisState =
  /** `last` is of an older state of the plan; null before the first answer. */
  | { readonly kind: "computing"; readonly last: Analysed | null }
  | { readonly kind: "ready"; readonly last: Analysed }
  | {
      readonly kind: "failed";
      readonly last: Analysed | null;
      readonly reason: AnalysisTrouble;
      readonly retry: () => void;
    };

/** Several keys of one edit, or steps of a drag, are one wish. */
const REST_MS = 120;
/** Machines from which the engine is felt by the page: a plan that is being opened is drawn first. */
const LARGE = 1000;
const OPENING_MS = 1000;

/** Long enough for the thread to have rehearsed, and after the first drawing. */
const PREPARING_MS = OPENING_MS / 2;

export interface AnalysisWish {
  /** What the server sent beside the plan of the first rendering. */
  readonly initial: Analysis | null;
  /** A verdict is shown before its candidates are there; else both come at once, so that no list empties meanwhile. */
  readonly isVerdictFirst: boolean;
}

/** What the engine says of the open plan, off the main thread; follows every edit, the newest wins. */
export function useAnalysis(plan: Plan, { initial, isVerdictFirst }: AnalysisWish): AnalysisState {
  const [last, setLast] = useState<Analysed | null>(() => (initial === null ? null : { plan, analysis: initial }));
  const [failure, setFailure] = useState<{ readonly plan: Plan; readonly reason: AnalysisTrouble } | null>(null);
  const [isLargeFirst] = useState(() => plan.machines.length > LARGE);
  const queue = useRef<LatestWins<Plan> | null>(null);
  useEffect(() => {
    const analyst = new Analyst();
    const preparing = setTimeout(() => analyst.prepare(), isLargeFirst ? PREPARING_MS : 0);
    let asked: Plan | null = null;
    const started = latestWins<Plan, Analysis>({
      restMs: REST_MS,
      work: (wish) => {
        asked = wish;
        return analyst.analyse(wish, (verdict) => {
          if (isVerdictFirst) setLast({ plan: wish, analysis: verdict });
        });
      },
      onDone: (analysis, of) => {
        setFailure(null);
        setLast({ plan: of, analysis });
      },
      onFailed: (error) => {
        if (asked !== null)
          setFailure({ plan: asked, reason: error instanceof AnalysisFailed ? error.trouble : "broken" });
      },
    });
    queue.current = started;
    return () => {
      clearTimeout(preparing);
      started.stop();
      analyst.stop();
    };
  }, [isLargeFirst, isVerdictFirst]);
  const isCurrent = last?.plan === plan;
  const isOpening = last === null && plan.machines.length > LARGE;
  useEffect(() => {
    if (isCurrent) return;
    const timer = setTimeout(() => queue.current?.ask(plan), isOpening ? OPENING_MS : 0);
    return () => clearTimeout(timer);
  }, [plan, isCurrent, isOpening]);
  const retry = useCallback(() => {
    setFailure(null);
    queue.current?.ask(plan);
  }, [plan]);
  if (isCurrent && last?.analysis.hasCandidates === true) return { kind: "ready", last };
  if (failure?.plan === plan) return { kind: "failed", last, reason: failure.reason, retry };
  return { kind: "computing", last };
}
