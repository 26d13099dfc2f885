import ipaddr from "ipaddr.js";
import { seenBase, sightValue } from "#lib/core/live/judges/verdict-base.ts";
import type { Judge, Verdict, View } from "#lib/core/live/live-state.ts";
import type { State } from "#lib/core/live/state.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { SPREAD_MS } from "./backend-memory.ts";

/** Which API servers the load balancer chooses and which the cluster itself counts, against the masters of the plan. */
export const judgeSpread: Judge = {
  name: "spread",
  kinds: ["backend-spread"],
  probes: ["api-backend", "api-endpoints"],
  judge: (view) => [...chosenVerdict(view), ...countedVerdict(view)],
};

function chosenVerdict(view: View): readonly Verdict[] {
  const [sighting] = view.of("api-backend");
  const masters = mastersOf(view);
  if (sighting === undefined || sightValue(sighting) === null || masters.length === 0) return [];
  const answers = [...view.memory.backends.answers.keys()];
  const chosen = answers.flatMap((address) => view.machines.of(hostOf(address)) ?? []);
  const strangers = answers.filter((address) => isStranger(view, address));
  const missing = masters.filter(({ id }) => !chosen.some((machine) => machine.id === id));
  return [
    {
      ...seenBase(view, sighting, "backend-spread"),
      subject: "backend-spread/path",
      ...chosenState(view, { answers: answers.length, strangers: strangers.length, missing: missing.length }),
      machineId: null,
      values: {
        chosen: chosen.map(({ hostname }) => hostname).sort(),
        missing: missing.map(({ hostname }) => hostname),
        outside: strangers,
        planned: masters.length,
      },
    },
  ];
}

interface Counted {
  readonly answers: number;
  readonly strangers: number;
  readonly missing: number;
}

function chosenState(view: View, { answers, strangers, missing }: Counted): Standing {
  const { firstMs } = view.memory.backends;
  if (strangers > 0) return { state: "critical", reason: "outside-plan" };
  if (missing === 0) return { state: "ok", reason: "all-chosen" };
  if (firstMs === null || view.clocks.monotonicMs - firstMs < SPREAD_MS)
    return { state: "unknown", reason: "settling" };
  // A balancer that ties each client to one server shows us no other, however well the others are.
  return answers === 1 ? { state: "unknown", reason: "one-seen" } : { state: "warning", reason: "never-chosen" };
}

interface Standing {
  readonly state: State;
  readonly reason: string;
}

/** The reconciler takes an API server out fifteen seconds after it last announced itself. */
function countedVerdict(view: View): readonly Verdict[] {
  const [sighting] = view.of("api-endpoints");
  const addresses = sighting === undefined ? null : (sightValue(sighting)?.addresses ?? null);
  const masters = mastersOf(view);
  if (sighting === undefined || addresses === null || masters.length === 0) return [];
  const counted = addresses.map((address) => view.machines.of(address)?.id);
  const missing = masters.filter(({ id }) => !counted.includes(id));
  const outside = addresses.filter((address) => isStranger(view, address));
  return [
    {
      ...seenBase(view, sighting, "backend-spread"),
      subject: "backend-spread/cluster",
      ...countedState(missing.length, outside.length),
      machineId: null,
      values: {
        counted: addresses.map((address) => view.machines.of(address)?.hostname ?? address),
        missing: missing.map(({ hostname }) => hostname),
        outside,
      },
    },
  ];
}

function countedState(missing: number, outside: number): Standing {
  if (missing > 0) return { state: "warning", reason: "not-counted" };
  return outside > 0 ? { state: "warning", reason: "outside-plan" } : { state: "ok", reason: "all-counted" };
}

function mastersOf({ target }: View): readonly Machine[] {
  return (target.plan?.machines ?? []).filter(({ roles }) => roles.includes("control-plane"));
}

/** A server may call itself by a name that all of them share (`--external-hostname`); an address is its own. */
function isStranger(view: View, address: string): boolean {
  const host = hostOf(address);
  const entries = (view.target.plan?.endpoints ?? []).flatMap(({ vips }) => vips);
  return ipaddr.isValid(host) && view.machines.of(host) === null && !entries.includes(host);
}

function hostOf(address: string): string {
  return ipaddr.isValid(address) ? address : address.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
}
