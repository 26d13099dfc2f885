import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { processWide } from "#lib/auth/process-wide.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import { Analysis } from "#lib/core/survive/analysis.ts";
import { ScenarioAnswer } from "#lib/core/survive/scenario.ts";
import type { JsonText } from "#lib/http/answer.ts";
import { BadInput, Unavailable } from "#lib/http/errors.ts";
import { analysisOf, analysisOfPlan, scenarioOf } from "./analyst.ts";
import { AnswerCache } from "./cache.ts";
import { prepareSurvive, runSurvive } from "./thread.ts";

const jsonIn = ({ bytes }: JsonText) => JSON.parse(new TextDecoder().decode(bytes));
const stored = (plan: Plan, at: Partial<{ version: number; updatedAt: string; slug: string }> = {}) => ({
  slug: `plan-${randomUUID()}`,
  version: 3,
  updatedAt: "2026-11-26T12:00:00.000Z",
  plan,
  ...at,
});

describe("the engine on its own thread", () => {
  test("is started once before anybody asks, and answers the first question", async () => {
    const engine = () => processWide<{ readonly worker: unknown }>("survive-thread", () => ({ worker: null })).worker;
    expect(engine()).toBeNull();
    prepareSurvive();
    const prepared = engine();
    expect(prepared).not.toBeNull();
    prepareSurvive();
    expect(jsonIn(await analysisOfPlan(templatePlan("T1", "T1"))).survive.hasCandidates).toBe(true);
    expect(engine()).toBe(prepared);
  });

  test("says what it says on this one", async () => {
    const plan = templatePlan("T2b", "T2b");
    const at = stored(plan);
    const answer = jsonIn(await analysisOf(at));
    expect({ slug: answer.slug, version: answer.version }).toEqual({ slug: at.slug, version: 3 });
    expect(Analysis.parse(answer.survive)).toEqual(JSON.parse(JSON.stringify(analyse(plan))));
    expect(jsonIn(await analysisOfPlan(plan))).toEqual({ survive: answer.survive });
  });

  test("answers a scenario with causes", async () => {
    const at = stored(templatePlan("T2", "T2"));
    const { scenario } = jsonIn(await scenarioOf(at, ["machine:k8s-slb1", "machine:k8s-slb2", "machine:nobody"]));
    const answer = ScenarioAnswer.parse(scenario);
    expect(answer.unknown).toEqual(["machine:nobody"]);
    expect(answer.services.find(({ id }) => id === "api-writes")?.state).toBe("down");
  });

  test("computes a version once, and a cluster made again under the same name anew", async () => {
    const at = stored(templatePlan("T1", "T1"));
    const first = await analysisOf(at);
    expect((await analysisOf(at)).bytes).toBe(first.bytes);
    const again = { ...at, updatedAt: "2026-11-26T13:00:00.000Z", plan: templatePlan("T5", "T5") };
    expect(jsonIn(await analysisOf(again)).survive.headline.machineMargin).toBe(2);
  });

  test("that takes too long is stopped and replaced; the next one is answered", async () => {
    const job = { plan: templatePlan("T6", "T6"), dead: null };
    const slow = runSurvive(job, 1);
    await expect(slow).rejects.toBeInstanceOf(BadInput);
    await expect(slow).rejects.toMatchObject({ code: "analysis-too-slow" });
    expect(jsonIn(await analysisOfPlan(templatePlan("T1", "T1"))).survive.hasCandidates).toBe(true);
  });

  test("takes no more than it can answer soon", async () => {
    const job = { plan: templatePlan("T1", "T1"), dead: [] };
    const all = await Promise.allSettled(Array.from({ length: 40 }, () => runSurvive(job)));
    const refused = all.filter((each) => each.status === "rejected");
    expect(refused).toHaveLength(8);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(Unavailable);
  });
});

describe("the cache of answers", () => {
  const bytes = (length: number) => new Uint8Array(length);

  test("forgets the least recently used when it is full", () => {
    const cache = new AnswerCache(100);
    cache.put("a", bytes(40));
    cache.put("b", bytes(40));
    expect(cache.get("a")).not.toBeNull();
    cache.put("c", bytes(40));
    expect([cache.get("a"), cache.get("b"), cache.get("c")].map((found) => found !== null)).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("counts an answer that replaces another once, and leaves out what is too large", () => {
    const cache = new AnswerCache(100);
    for (let times = 0; times < 5; times++) cache.put("a", bytes(60));
    cache.put("b", bytes(40));
    expect(cache.get("a")).not.toBeNull();
    cache.put("huge", bytes(101));
    expect([cache.get("huge"), cache.get("b")?.length]).toEqual([null, 40]);
  });
});
