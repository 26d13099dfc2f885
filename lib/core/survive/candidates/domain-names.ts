import type { DomainLevel } from "#lib/core/plan/machine.ts";
import { nextHostNames } from "#lib/core/plan/naming.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** Names in use at a level, empty ones of the plan's list included, in order of appearance. */
export function domainNames(plan: Plan, level: DomainLevel): string[] {
  const listed = (plan.options.domains ?? []).filter((domain) => domain.level === level).map(({ name }) => name);
  const used = plan.machines.flatMap((machine) => machine[level] ?? []);
  return [...new Set([...listed, ...used])];
}

/** `count` names that go on where the given ones end: za, zb -> zc; rack-09 -> rack-10; `stem`-1 when there are none. */
export function nextDomainNames(taken: readonly string[], stem: string, count: number): string[] {
  const names = [...taken];
  const found: string[] = [];
  while (found.length < count) {
    const name = unusedName(names, stem);
    names.push(name);
    found.push(name);
  }
  return found;
}

function unusedName(taken: readonly string[], stem: string): string {
  const last = taken.toSorted().at(-1);
  if (last === undefined) return `${stem}-1`;
  if (/\d$/.test(last)) return nextHostNames(taken, last, 1)[0] ?? `${last}-2`;
  const lettered = nextLetter(last);
  return lettered !== null && !taken.includes(lettered) ? lettered : (nextHostNames(taken, `${stem}-1`, 1)[0] ?? stem);
}

/** The name with its last letter moved on; null for whole words, which no letter continues. */
function nextLetter(name: string): string | null {
  if (!/(?:^|[^a-zA-Z]|^[a-zA-Z])[a-yA-Y]$/.test(name)) return null;
  return name.slice(0, -1) + String.fromCharCode(name.charCodeAt(name.length - 1) + 1);
}
