import type { DomainLevel, Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { View } from "#lib/core/scene/scene.ts";

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function digitRunEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function compareRuns(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Orders `rack-2` before `rack-10`: runs of digits by value, the rest by code unit; the same in every locale. */
export function compareNatural(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [codeA, codeB] = [a.charCodeAt(i), b.charCodeAt(j)];
    if (isDigit(codeA) && isDigit(codeB)) {
      const [endA, endB] = [digitRunEnd(a, i), digitRunEnd(b, j)];
      const order = compareRuns(a.slice(i, endA), b.slice(j, endB));
      if (order !== 0) return order;
      [i, j] = [endA, endB];
    } else {
      if (codeA !== codeB) return codeA - codeB;
      [i, j] = [i + 1, j + 1];
    }
  }
  const order = a.length - i - (b.length - j);
  if (order !== 0) return order;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The name of the failure domain a machine stands in, null when it is not given. */
export function domainOf(machine: Machine, level: DomainLevel): string | null {
  return machine[level] ?? null;
}

/** Domains that exist in the view, in natural order; the last is null where a machine names none. */
export function columnNames(plan: Plan, domain: View["domain"]): readonly (string | null)[] {
  if (domain === "none") return [null];
  const names = new Set<string>();
  let isSomeoneWithout = false;
  for (const declared of plan.options.domains ?? []) if (declared.level === domain) names.add(declared.name);
  for (const machine of plan.machines) {
    const name = domainOf(machine, domain);
    if (name === null) isSomeoneWithout = true;
    else names.add(name);
  }
  const sorted = [...names].sort(compareNatural);
  return isSomeoneWithout || sorted.length === 0 ? [...sorted, null] : sorted;
}

const DEFAULT_LEVELS = ["zone", "rack", "site"] as const satisfies readonly DomainLevel[];
const DEFAULT_COLUMNS_MAX = 8;
const GIVEN_SHARE = 0.75;

function suitsAsDefault(plan: Plan, level: DomainLevel): boolean {
  const given = plan.machines.filter((machine) => domainOf(machine, level) !== null).length;
  const named = columnNames(plan, level).filter((name) => name !== null).length;
  return named >= 2 && named <= DEFAULT_COLUMNS_MAX && given >= plan.machines.length * GIVEN_SHARE;
}

/** What opens first: the widest failure domain that three quarters of the machines name. */
export function defaultView(plan: Plan): View {
  const domain = DEFAULT_LEVELS.find((level) => suitsAsDefault(plan, level)) ?? "none";
  return { domain, collapsedPools: [], isClientsLaneShown: false };
}
