import type { Plan } from "#lib/core/plan/plan.ts";

/** The value that a plan has at the path of a change; undefined where there is none. */
export function valueAt(plan: Plan, path: string): unknown {
  const [kind = "", id = "", field] = path.split("/");
  switch (kind) {
    case "machines": {
      const machine = plan.machines.find((candidate) => candidate.id === id);
      return field === undefined || machine === undefined ? machine : Reflect.get(machine, field);
    }
    case "endpoints":
      return plan.endpoints.find((endpoint) => endpoint.id === id);
    case "options":
      return Reflect.get(plan.options, id);
    default:
      return Reflect.get(plan, kind);
  }
}
