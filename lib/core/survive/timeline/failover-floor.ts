import type { FailoverFloor } from "#lib/core/survive/analysis.ts";
import type { Element } from "#lib/core/survive/fault-tree.ts";
import type { Parts } from "#lib/core/survive/placement/parts.ts";
import { vipHosts } from "./single.ts";
import { type Delay, markDown, timersOf, vipMove } from "./timers.ts";

const HOURS_PER_YEAR = 8760;
type Part = FailoverFloor["parts"][number];

/** Failures a year of one element that is up and down in turn: 1 / (MTBF + MTTR). */
function failuresPerYear({ mtbfHours, mttrHours }: Element): number {
  return HOURS_PER_YEAR / (mtbfHours + mttrHours);
}

/**
 * Expected seconds a year in which the API stands still while redundancy takes over: for each element, failures a
 * year x share of them that is felt x seconds until another takes over (the middle of its range).
 */
export function failoverFloor({ plan, controlPlane, etcd }: Parts, elements: readonly Element[]): FailoverFloor {
  const endpoint = plan.endpoints.find(({ audience }) => audience === "nodes") ?? null;
  const hosts = vipHosts({ masters: controlPlane, endpoint });
  const masters = controlPlane.map(({ id }) => id);
  const voting = etcd.map(({ id }) => id);
  const lb = endpoint?.lb ?? { kind: "none" as const };
  const parts = [
    part("balancer", [failuresOf(elements, hosts, BALANCERS), hosts.length], vipMove(lb, hosts[1] ?? null)),
    part("apiserver", [failuresOf(elements, masters, API), masters.length], markDown(lb)),
    part("etcd-leader", [failuresOf(elements, voting, ETCD), voting.length], timersOf(plan).etcdElection),
  ].filter((each) => each !== null);
  return { parts, secondsPerYear: parts.reduce((sum, each) => sum + felt(each), 0) };
}

function felt({ failuresPerYear, share, secondsEach }: Part): number {
  return failuresPerYear * share * secondsEach;
}

/** Nothing takes over for a single one: that is an outage, counted elsewhere. */
function part(code: Part["code"], [failures, count]: readonly [number, number], delay: Delay | null): Part | null {
  if (delay === null || count < 2) return null;
  const secondsEach = (delay.fromSeconds + delay.toSeconds) / 2;
  return { code, failuresPerYear: failures, share: 1 / count, secondsEach };
}

const ETCD = /etcd/;
const API = /apiserver|etcd/;
const BALANCERS = /haproxy|nginx|keepalived|lvs|kube-vip/;

/** Failures a year of these machines and of their processes that matter here. */
function failuresOf(elements: readonly Element[], machineIds: readonly string[], programs: RegExp): number {
  const ids = new Set(machineIds);
  const own = elements.filter(({ machineId }) => machineId !== null && ids.has(machineId));
  return own
    .filter(({ kind, name }) => kind === "machine" || (kind === "process" && programs.test(name ?? "")))
    .reduce((sum, element) => sum + failuresPerYear(element), 0);
}
