import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import type { Count, Row } from "#e2e/bench/report.ts";
import { ROOT } from "#e2e/product.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { toOpenPsa } from "#lib/core/survive/open-psa/to-open-psa.ts";
import { densePlan } from "#lib/testing/plans/dense-plan.ts";
import type { EngineTimes } from "./engine-run.ts";

const PROCESSES = 5;
const SCRAM = "/usr/bin/scram";
const Times = z.object({ coldMs: z.number(), warmMs: z.array(z.number()) });

/** The engine in Node, a fresh process for every first call; beside it what one would write first, a floor, or SCRAM. */
export function engineRows(): Row[] {
  const fresh = (name: string) => Array.from({ length: PROCESSES }, () => timesOf(name));
  const [large, dense, single, census] = [fresh("large"), fresh("dense"), fresh("single"), fresh("census")];
  const scenario = timesOf("scenario");
  const cold = (runs: readonly EngineTimes[]) => runs.map(({ coldMs }) => coldMs);
  const warm = (runs: readonly EngineTimes[]) => runs.flatMap(({ warmMs }) => warmMs);
  const pairs = (name: string) => [{ name: "every pair tried", ms: timesOf(name).warmMs }];
  const scram = existsSync(SCRAM) ? [{ name: "SCRAM, one of its services", ms: scramTimes() }] : pairs("densePairs");
  return [
    {
      name: "survive, 5,000 workers, first order",
      ours: cold(fresh("rehearsed")),
      beside: [
        { name: "nothing rehearsed", ms: cold(large) },
        { name: "nothing rehearsed, one master", ms: cold(single) },
        { name: "one look at each machine", ms: cold(census) },
      ],
      goalMs: 20,
    },
    { name: "survive, 5,000 workers, warm", ours: warm(large), beside: pairs("pairs"), goalMs: 5 },
    {
      name: "survive, one scenario of 5,000 workers",
      ours: scenario.warmMs,
      beside: [{ name: "model built anew", ms: timesOf("rebuilding").warmMs }],
      goalMs: 4,
    },
    {
      name: "survive, 123-variable model, first order",
      ours: cold(fresh("rehearsedDense")),
      beside: [...scram, { name: "nothing rehearsed", ms: cold(dense) }],
      goalMs: 50,
    },
    { name: "survive, 123-variable model, warm", ours: warm(dense), beside: pairs("densePairs"), goalMs: null },
  ];
}

/** Nodes that the dense model's diagram takes; an estate that needs more of them is refused, not guessed at. */
export function diagramSize(): Count {
  const { bddNodes } = analyse(densePlan(), { candidates: false });
  return { name: "survive, nodes of the 123-variable model", value: bddNodes, goal: 20_000 };
}

function timesOf(name: string): EngineTimes {
  const args = [join(import.meta.dirname, "engine-run.ts"), name];
  return Times.parse(JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" })));
}

/** The API service alone of the same model, written out and read by an independent program. */
function scramTimes(): number[] {
  const folder = mkdtempSync(join(tmpdir(), "quorate-bench-"));
  const file = join(folder, "model.xml");
  writeFileSync(file, toOpenPsa(modelOf(densePlan()).tree, "api-writes") ?? "");
  try {
    return Array.from({ length: 3 }, () => {
      const startedAt = performance.now();
      spawnSync(SCRAM, ["--probability", "1", "--limit-order", "4", "-o", join(folder, "report.xml"), file]);
      return performance.now() - startedAt;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
