import { analyse } from "#lib/core/survive/analyse.ts";
import { compile } from "#lib/core/survive/model/compile.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { evaluate } from "#lib/core/survive/scenario/evaluate.ts";
import { densePlan } from "#lib/testing/plans/dense-plan.ts";
import { largePlan } from "#lib/testing/plans/large-plan.ts";

const WARM_RUNS = 40;
const MEASURED = 15;

/** What one process says of the engine: its first call, then calls once the compiler has seen them. Times in ms. */
export interface EngineTimes {
  readonly coldMs: number;
  readonly warmMs: readonly number[];
}

const CASES: Readonly<Record<string, () => () => unknown>> = {
  large: () => {
    const plan = largePlan();
    return () => analyse(plan, { candidates: false });
  },
  dense: () => {
    const plan = densePlan();
    return () => analyse(plan, { candidates: false });
  },
  scenario: () => {
    const plan = largePlan();
    const compiled = compile(modelOf(plan).tree);
    let turn = 0;
    return () => {
      turn += 1;
      return evaluate(compiled, [`zone:${"abc"[turn % 3] ?? "a"}`, "machine:master1"], plan.options.demand);
    };
  },
};

function times(call: () => unknown): EngineTimes {
  const once = () => {
    const startedAt = performance.now();
    call();
    return performance.now() - startedAt;
  };
  const coldMs = once();
  for (let run = 0; run < WARM_RUNS; run += 1) call();
  return { coldMs, warmMs: Array.from({ length: MEASURED }, once) };
}

const [, , name = ""] = process.argv;
const prepare = CASES[name];
if (prepare !== undefined) process.stdout.write(JSON.stringify(times(prepare())));
