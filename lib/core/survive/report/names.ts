import type { Plan } from "#lib/core/plan/plan.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";

export type Naming = (ids: readonly string[]) => string;

const NAMES_SHOWN = 6;

/** Elements as a person would point at them: host names, `etcd on m1`, `zone za`. */
export function elementNaming(plan: Plan, { elements }: Pick<Analysis, "elements">): Naming {
  const hosts = new Map(plan.machines.map(({ id, hostname }) => [id, hostname]));
  const names = new Map(
    elements.map(({ id, kind, name, isAssumed, machineId }) => {
      if (kind === "machine") return [id, name ?? id];
      if (kind === "process") return [id, `${name} on ${hosts.get(machineId ?? "") ?? machineId}`];
      if (name !== null) return [id, `${kind} ${name}`];
      return [id, isAssumed ? `the ${kind} nobody named${inside(id, kind)}` : `the ${kind}`];
    }),
  );
  return (ids) =>
    shortList(
      ids.map((id) => names.get(id) ?? id),
      " + ",
    );
}

/** The zone and rack that an unnamed domain stands in are part of its id. */
function inside(id: string, kind: string): string {
  const names = id
    .slice(kind.length + 1)
    .split("/")
    .filter((name) => !name.startsWith("?"));
  return names.length === 0 ? "" : ` in ${names.join("/")}`;
}

export function hostNaming(plan: Plan): Naming {
  const hosts = new Map(plan.machines.map(({ id, hostname }) => [id, hostname]));
  return (ids) =>
    shortList(
      ids.map((id) => hosts.get(id) ?? id),
      ", ",
    );
}

function shortList(all: readonly string[], glue: string): string {
  const shown = all.slice(0, NAMES_SHOWN).join(glue);
  return all.length <= NAMES_SHOWN ? shown : `${shown} and ${all.length - NAMES_SHOWN} more`;
}
