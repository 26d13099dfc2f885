import { sightValue } from "#lib/core/live/judges/verdict-base.ts";
import { viewOf } from "#lib/core/live/judges/view.ts";
import type { LiveState } from "#lib/core/live/live-state.ts";
import type { NodeRecord } from "#lib/core/live/observation.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";

/**
 * The structure that is seen where none is planned: masters, each with its etcd member unless etcd stands elsewhere.
 * Whatever carries clients to them is not seen and left out, so this margin is that of the control plane alone.
 */
export function observedPlan(state: LiveState): Plan | null {
  const masters = nodesOf(state).filter(({ roles }) => roles.includes("control-plane") || roles.includes("master"));
  if (masters.length === 0) return null;
  const isExternal = viewOf(state)
    .of("cluster-identity")
    .some((sighting) => sightValue(sighting)?.etcdKind === "external");
  const roles: Machine["roles"] = isExternal ? ["control-plane"] : ["control-plane", "etcd"];
  const machines = masters.map(
    (node, order): Machine => ({
      id: node.name,
      order,
      hostname: node.name,
      ips: [...node.addresses].slice(0, 1),
      roles,
      disks: [],
      ...(node.zone === null ? {} : { zone: node.zone }),
    }),
  );
  return {
    ...blankPlan("observed"),
    options: { etcd: { topology: isExternal ? "external" : "stacked" } },
    endpoints: [{ id: "observed", audience: "nodes", vips: [], port: 6443, lb: { kind: "node-local" } }],
    machines,
  };
}

function nodesOf(state: LiveState): readonly NodeRecord[] {
  const [sighting] = viewOf(state).of("nodes");
  return sighting === undefined ? [] : (sightValue(sighting)?.nodes ?? []);
}
