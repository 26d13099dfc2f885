import { processWide } from "#lib/auth/process-wide.ts";
import type { PlanAtVersion } from "#lib/core/api/plans.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { JsonText } from "#lib/http/answer.ts";
import { AnswerCache } from "./cache.ts";
import { runSurvive } from "./thread.ts";

/** Some hundred usual plans, or twenty of 5,000 machines. */
const CACHE_BYTES = 32_000_000;

const cache = processWide("survive-cache", () => new AnswerCache(CACHE_BYTES));

type Stored = Pick<PlanAtVersion, "slug" | "version" | "updatedAt" | "plan">;

/** The analysis of a stored plan, computed once per version. */
export async function analysisOf(stored: Stored): Promise<JsonText> {
  const { slug, version, updatedAt, plan } = stored;
  // A cluster that was removed and made again counts its versions anew: the time tells them apart.
  const key = `${slug} ${version} ${updatedAt}`;
  const known = cache.get(key);
  if (known !== null) return new JsonText(known);
  const answer = inObject({ slug, version }, "survive", await runSurvive({ plan, dead: null }));
  cache.put(key, answer);
  return new JsonText(answer);
}

/** What stops with these elements down. */
export async function scenarioOf({ slug, version, plan }: Stored, dead: readonly string[]): Promise<JsonText> {
  return new JsonText(inObject({ slug, version }, "scenario", await runSurvive({ plan, dead })));
}

/** The analysis of a plan that is not stored. */
export async function analysisOfPlan(plan: Plan): Promise<JsonText> {
  return new JsonText(inObject({}, "survive", await runSurvive({ plan, dead: null })));
}

/** Puts finished JSON into an object as its last member, without reading it. */
function inObject(head: object, member: string, json: Uint8Array): Uint8Array<ArrayBuffer> {
  const before = JSON.stringify(head).slice(0, -1);
  const comma = before === "{" ? "" : ",";
  const open = new TextEncoder().encode(`${before}${comma}${JSON.stringify(member)}:`);
  const whole = new Uint8Array(open.length + json.length + 1);
  whole.set(open);
  whole.set(json, open.length);
  whole[whole.length - 1] = "}".charCodeAt(0);
  return whole;
}
