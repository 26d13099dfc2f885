import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { templatePlan } from "#lib/core/plan/templates.ts";
import type { FaultTree } from "#lib/core/survive/fault-tree.ts";
import { type Compiled, compile } from "#lib/core/survive/model/compile.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import type { ScenarioAnswer } from "#lib/core/survive/scenario.ts";
import { dice, randomPlan } from "#lib/testing/plans/random-plan.ts";
import { evaluate } from "./evaluate.ts";

const seeds = fc.nat(100_000);

type Case = { readonly compiled: Compiled; readonly dead: readonly string[] };

/** A random plan with one to five of its elements dead, machines and processes mostly. */
function drawn(seed: number, most = 5): Case {
  const { tree } = modelOf(randomPlan(seed));
  const roll = dice(seed + 1);
  const count = roll.from(1, most);
  const dead = Array.from({ length: count }, () => roll.pick(tree.elements.all()).id);
  return { compiled: compile(tree), dead: [...new Set(dead)] };
}

/** The tree judged from its top by definition, one gate at a time. */
function isDown(tree: FaultTree, dead: ReadonlySet<string>, ref: number): boolean {
  const element = tree.elements.at(ref);
  if (element !== undefined) return dead.has(element.id);
  const gate = tree.gates.at(ref - tree.elements.length);
  if (gate === undefined) throw new Error(`no gate ${ref}`);
  const lost = gate.inputs.filter((input) => isDown(tree, dead, input)).length;
  if (gate.kind === "or") return lost > 0;
  return gate.kind === "and" ? lost === gate.inputs.length : lost >= gate.k;
}

function downIds({ stopped, services }: ScenarioAnswer): ReadonlySet<string> {
  const ids = stopped.flatMap((each) => (each.state === "down" ? [each.id] : []));
  return new Set([...ids, ...services.flatMap(({ id, state }) => (state === "down" ? [`service/${id}`] : []))]);
}

function refOf({ gates, elements }: FaultTree, id: string): number {
  return elements.length + gates.all().findIndex((gate) => gate.id === id);
}

function causes({ stopped, services }: ScenarioAnswer) {
  return [
    ...stopped.flatMap((each) => (each.state === "down" ? [{ id: each.id, cause: each.cause }] : [])),
    ...services.flatMap(({ id, cause }) => (cause === null ? [] : [{ id: `service/${id}`, cause }])),
  ];
}

function subsets(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: 2 ** ids.length }, (_, bits) => ids.filter((_, index) => ((bits >> index) & 1) === 1));
}

function expectedState(tree: FaultTree, dead: readonly string[], service: FaultTree["services"][number]): string {
  if (service.kind === "not-planned") return service.kind;
  return isDown(tree, new Set(dead), service.down) ? "down" : "up";
}

describe("over random plans and random failures", () => {
  test("every service is judged as its gates are, one by one", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { compiled, dead } = drawn(seed);
        const { services } = evaluate(compiled, dead);
        const expected = compiled.tree.services.map((service) => expectedState(compiled.tree, dead, service));
        expect(services.map(({ state }) => state)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test("what a cause says to revive brings the thing back, and nothing smaller does", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { compiled, dead } = drawn(seed);
        const { tree } = compiled;
        for (const { id, cause } of causes(evaluate(compiled, dead))) {
          const left = (revived: readonly string[]) => new Set(dead.filter((each) => !revived.includes(each)));
          expect(isDown(tree, left(cause.revive), refOf(tree, id)), `${id} after ${cause.revive.join()}`).toBe(false);
          const smaller = subsets(dead).filter((set) => set.length < cause.revive.length);
          expect(
            smaller.filter((set) => !isDown(tree, left(set), refOf(tree, id))),
            id,
          ).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("a cause names things that are down or dead themselves, more of them than the thing can lose", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { compiled, dead } = drawn(seed);
        const answer = evaluate(compiled, dead);
        const known = new Set([...answer.dead, ...downIds(answer)]);
        for (const { id, cause } of causes(answer)) {
          expect(
            cause.because.filter((each) => !known.has(each)),
            id,
          ).toEqual([]);
          expect(cause.because.length, id).toBeGreaterThan(0);
          expect(cause.tolerates, id).toBeLessThan(cause.of);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("one more failure never brings anything back", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { compiled, dead } = drawn(seed);
        const more = [...dead, dice(seed + 2).pick(compiled.tree.elements.all()).id];
        const [before, after] = [evaluate(compiled, dead), evaluate(compiled, more)];
        // A machine that dies itself is listed as dead instead of as down.
        const gone = new Set([...downIds(after), ...after.dead.map((id) => id.replace("machine:", "machine/"))]);
        expect([...downIds(before)].filter((id) => !gone.has(id))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test("the margin is the smallest number of further failures, and at risk is who alone suffices", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { compiled, dead } = drawn(seed, 3);
        const { tree } = compiled;
        evaluate(compiled, dead).services.forEach(({ id, state, margin, atRisk }, index) => {
          const service = tree.services[index];
          if (state !== "up" || service?.kind !== "modelled") return;
          const stops = (more: readonly string[]) => isDown(tree, new Set([...dead, ...more]), service.down);
          const single = tree.elements
            .all()
            .map((element) => element.id)
            .filter((each) => stops([each]));
          expect(atRisk, id).toEqual(single);
          expect(margin === 1, id).toBe(single.length > 0);
        });
      }),
      { numRuns: 60 },
    );
  });
});

const answer = (dead: readonly string[]) => evaluate(compile(modelOf(templatePlan("T2", "seed")).tree), dead);
const stateOf = (dead: readonly string[], id: string) => answer(dead).services.find((each) => each.id === id);

describe("the plan of the seed article", () => {
  const each = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => `machine:k8s-${name}${index + 1}`);

  test.each([...each("slb", 2), ...each("master", 3), ...each("worker", 3)])("goes on without %s", (id) => {
    expect(answer([id]).services.filter(({ state }) => state === "down")).toEqual([]);
  });

  test("stops without two masters, because etcd has no majority, and comes back with either", () => {
    expect(stateOf(["machine:k8s-master1", "machine:k8s-master3"], "api-writes")).toMatchObject({
      state: "down",
      cause: { because: ["etcd-quorum/main"], revive: ["machine:k8s-master1"] },
    });
    const { stopped } = answer(["machine:k8s-master1", "machine:k8s-master3"]);
    expect(stopped.find(({ id }) => id === "etcd-quorum/main")).toMatchObject({
      cause: { because: ["etcd-member/k8s-master1", "etcd-member/k8s-master3"], tolerates: 1, of: 3 },
    });
  });

  test("loses its API, not its scheduling, without both load balancers", () => {
    const dead = ["machine:k8s-slb1", "process:k8s-slb2/haproxy"];
    expect(stateOf(dead, "api-writes")).toMatchObject({ state: "down", cause: { because: ["path/endpoint/api"] } });
    expect(stateOf(dead, "scheduling")?.state).toBe("up");
  });

  test("names the etcd member as the cause of its API server", () => {
    const { stopped } = answer(["process:k8s-master2/etcd"]);
    expect(stopped.find(({ id }) => id === "apiserver/k8s-master2")).toMatchObject({
      cause: { because: ["etcd-member/k8s-master2"], revive: ["process:k8s-master2/etcd"] },
    });
  });

  test.each(["rack:?", "hypervisor:?", "zone:?"])("has everything in %s, since it says nothing of it", (id) => {
    expect(stateOf([id], "api-writes")?.state).toBe("down");
  });

  test("leaves out ids that it does not know, and says so", () => {
    const { unknown, dead } = answer(["machine:nobody", "machine:k8s-slb1"]);
    expect({ unknown, dead }).toEqual({ unknown: ["machine:nobody"], dead: ["machine:k8s-slb1"] });
  });

  test("counts what its workers have left", () => {
    expect(answer(["machine:k8s-worker1"]).capacity).toMatchObject({
      cpuCores: { total: 24, left: 16, need: null, unknownWorkers: 0 },
      memoryMiB: { total: 98_304, left: 65_536 },
      workers: { total: 3, left: 2 },
    });
  });
});
