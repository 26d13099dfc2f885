import { setTimeout as sleep } from "node:timers/promises";
import { analyse } from "#lib/core/survive/analyse.ts";
import { compile } from "#lib/core/survive/model/compile.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { censusOf } from "#lib/core/survive/placement/census.ts";
import { REHEARSALS, rehearse } from "#lib/core/survive/rehearse.ts";
import { evaluate } from "#lib/core/survive/scenario/evaluate.ts";
import { stateOf } from "#lib/core/survive/scenario/state.ts";
import { densePlan } from "#lib/testing/plans/dense-plan.ts";
import { largePlan } from "#lib/testing/plans/large-plan.ts";

/** Till the compiler has seen enough; the naive peers would take minutes. */
const WARM_RUNS = 120;
const MEASURED = 15;
const NAIVE_RUNS = 3;
/** A thread has rehearsed long before somebody asks it: the page waits as long with a large plan. */
const REST_MS = 500;

/** What one process says of the engine: its first call with the modules loaded and the plan there, nothing rehearsed unless the case says so; then calls once the compiler has seen them. Times in ms. */
export interface EngineTimes {
  readonly coldMs: number;
  readonly warmMs: readonly number[];
}

interface Case {
  readonly prepare: () => () => unknown;
  /** Between what is prepared and the first call. */
  readonly restMs?: number;
  readonly isNaive?: boolean;
}

const CASES: Readonly<Record<string, Case>> = {
  large: {
    prepare: () => {
      const plan = largePlan();
      return () => analyse(plan, { candidates: false });
    },
  },
  dense: {
    prepare: () => {
      const plan = densePlan();
      return () => analyse(plan, { candidates: false });
    },
  },
  rehearsed: { prepare: () => afterRehearsal(largePlan()), restMs: REST_MS },
  rehearsedDense: { prepare: () => afterRehearsal(densePlan()), restMs: REST_MS },
  /** One look at every machine, by role and by place. */
  census: {
    prepare: () => {
      const plan = largePlan();
      return () => censusOf(plan);
    },
  },
  /** The same code with next to nothing to do: what no first call can be faster than. */
  single: {
    prepare: () => {
      const plan = largePlan(1);
      const machines = plan.machines.filter(({ id }) => ["lb1", "master1", "worker1"].includes(id));
      const endpoints = plan.endpoints.map((endpoint) => ({
        ...endpoint,
        lb: { kind: "keepalived-haproxy" as const, members: ["lb1"] },
      }));
      return () => analyse({ ...plan, machines, endpoints }, { candidates: false });
    },
  },
  scenario: {
    prepare: () => {
      const plan = largePlan();
      const compiled = compile(modelOf(plan).tree);
      let turn = 0;
      return () => {
        turn += 1;
        return evaluate(compiled, [`zone:${"abc"[turn % 3] ?? "a"}`, "machine:master1"], plan.options.demand);
      };
    },
  },
  /** The scenario as one would write it first: the model built anew for each. */
  rebuilding: {
    isNaive: true,
    prepare: () => {
      const plan = largePlan();
      return () => evaluate(compile(modelOf(plan).tree), ["zone:a", "machine:master1"], plan.options.demand);
    },
  },
  pairs: { isNaive: true, prepare: () => pairsOf(largePlan()) },
  densePairs: { isNaive: true, prepare: () => pairsOf(densePlan()) },
};

/** The first order of a thread that has rehearsed, as those of the server and of the page do when they start. */
function afterRehearsal(plan: Parameters<typeof analyse>[0]): () => unknown {
  for (let round = 0; round < REHEARSALS; round += 1) rehearse();
  return () => analyse(plan, { candidates: false });
}

/** What one would write first: try every pair of failures, and look what is down. Says nothing of three at once. */
function pairsOf(plan: Parameters<typeof modelOf>[0]): () => unknown {
  return () => {
    const { tree } = modelOf(plan);
    const { positionOf: needed } = compile(tree);
    let deadly = 0;
    for (const one of needed)
      for (const other of needed) {
        if (other <= one) continue;
        const down = stateOf(tree, [one, other]);
        for (const service of tree.services) if (service.kind === "modelled") deadly += down[service.down] ?? 0;
      }
    return deadly;
  };
}

async function times({ prepare, restMs = 0, isNaive = false }: Case): Promise<EngineTimes> {
  const call = prepare();
  await sleep(restMs);
  const once = () => {
    const startedAt = performance.now();
    call();
    return performance.now() - startedAt;
  };
  const coldMs = once();
  if (isNaive) return { coldMs, warmMs: Array.from({ length: NAIVE_RUNS }, once) };
  for (let run = 0; run < WARM_RUNS; run += 1) call();
  return { coldMs, warmMs: Array.from({ length: MEASURED }, once) };
}

const [, , name = ""] = process.argv;
const chosen = CASES[name];
if (chosen !== undefined) process.stdout.write(JSON.stringify(await times(chosen)));
