import type { Edit } from "#lib/core/plan/edit.ts";
import { externalEtcdEdit } from "#lib/core/plan/edits/external-etcd.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { members } from "#lib/core/survive/placement/machine-roles.ts";
import { domainNames, nextDomainNames } from "./domain-names.ts";
import { bestPlace, newMachine, type Place, planWith } from "./new-machine.ts";
import { namesOf, type Proposal, type Situation } from "./proposal.ts";

/** etcd is advised against beyond seven members. */
const MEMBERS_MAX = 7;

/** One and two more etcd members, and etcd on hosts of its own. */
export function memberProposals(situation: Situation): Proposal[] {
  const { plan } = situation;
  const count = members(plan).length;
  if (count === 0) return [];
  return [
    ...(count < MEMBERS_MAX ? [added(situation, 1)] : []),
    ...(count + 2 <= MEMBERS_MAX ? [added(situation, 2), addedWithVip(situation)] : []),
    ...external(situation),
  ].filter((proposal) => proposal !== null);
}

function added({ plan, service }: Situation, count: 1 | 2): Proposal | null {
  const machines = newMembers(plan, Array(count).fill(null));
  if (machines.length === 0) return null;
  return memberProposal(service, machines, machines[0]?.zone ?? "");
}

/** One address that stays with one host gains nothing from more masters: they come with a VIP that moves. */
function addedWithVip(situation: Situation): Proposal | null {
  const { plan } = situation;
  const endpoints = plan.endpoints.filter(({ audience }) => audience === "nodes");
  const [endpoint] = endpoints;
  const proposal = added(situation, 2);
  if (proposal?.edit.type !== "addMachines" || endpoint?.lb.kind !== "none" || endpoints.length > 1) return null;
  const vip = { ...endpoint, vips: [], lb: { kind: "kube-vip-arp" as const } };
  return {
    ...proposal,
    values: { ...proposal.values, balancer: "kube-vip-arp" },
    edit: { type: "batch", edits: [proposal.edit, { type: "setEndpoint", endpoint: vip }] },
    effort: proposal.effort + 1,
  };
}

/** `domain` is the zone that the sentence names. */
export function memberProposal(service: Situation["service"], machines: readonly Machine[], domain: string): Proposal {
  const isMaster = machines.some(({ roles }) => roles.includes("control-plane"));
  return {
    service,
    code: machines.length === 1 && isMaster ? "add-control-plane" : "add-etcd-pair",
    values: { machine: namesOf(machines), level: "zone", domain, count: String(machines.length) },
    machineIds: machines.map(({ id }) => id),
    edit: { type: "addMachines", machines: [...machines] },
    newMachines: machines.length,
    effort: machines.length,
  };
}

/** Copies of the last member, each in its place or, where that is null, where fewest members stand. */
export function newMembers(plan: Plan, places: readonly (Place | null)[]): Machine[] {
  const last = members(plan).at(-1);
  if (last === undefined) return [];
  const found: Machine[] = [];
  for (const place of places) {
    const now = planWith(plan, found);
    const peers = members(now);
    const where = place ?? bestPlace(now, peers, plan.machines);
    const neighbour = peers.findLast(({ zone, site }) => zone === where.zone && site === where.site);
    found.push(newMachine(now, neighbour ?? last, where));
  }
  return found;
}

function external({ plan, service }: Situation): Proposal[] {
  const stacked = members(plan).filter(({ roles }) => roles.includes("control-plane"));
  if (stacked.length === 0) return [];
  const taken = new Set(plan.machines.map(({ id }) => id));
  const mint = (index: number) => {
    const id = `etcd-host-${index + 1}`;
    return taken.has(id) ? `${id}-new` : id;
  };
  const edit = onOwnHypervisors(plan, externalEtcdEdit(plan, mint));
  return [
    {
      service,
      code: "external-etcd",
      values: { count: String(stacked.length) },
      machineIds: stacked.map((_, index) => mint(index)),
      edit,
      newMachines: stacked.length,
      effort: 2 * stacked.length,
    },
  ];
}

/** Where machines stand on named hypervisors, the new ones get named ones as well, and each its own. */
function onOwnHypervisors(plan: Plan, edit: Edit): Edit {
  const known = domainNames(plan, "hypervisor");
  if (edit.type !== "batch" || known.length === 0) return edit;
  const edits = edit.edits.map((each) => {
    if (each.type !== "addMachines") return each;
    const names = nextDomainNames(known, "hypervisor", each.machines.length);
    const machines = each.machines.map((machine, index) => ({ ...machine, hypervisor: names[index] }));
    return { ...each, machines };
  });
  return { ...edit, edits };
}
