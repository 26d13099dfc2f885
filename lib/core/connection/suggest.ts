import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import { lbMembers } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Connection } from "./connection.ts";

type Places = Connection["masters"];

export interface Suggestion {
  readonly masters: Places;
  readonly etcd: Places;
  readonly balancers: Connection["balancers"];
  /** Null where no load balancer of the plan answers for its VIP. */
  readonly vipSlbUrl: Connection["vipSlbUrl"];
}

const API_PORT = 6443;
const ETCD_PORT = 2379;

/** What a plan says of where to look: its masters, members and load balancers that have an address. */
export function suggestTargets(plan: Plan): Suggestion {
  const endpoint = plan.endpoints.find(({ audience }) => audience === "nodes");
  const of = (role: Machine["roles"][number]) =>
    plan.machines.filter(({ roles, ips }) => roles.includes(role) && ips.length > 0);
  const place = (machine: Machine, port: number) => ({
    machineId: machine.id,
    address: hostPort(machine.ips[0] ?? "", port),
  });
  return {
    masters: of("control-plane").map((machine) => place(machine, endpoint?.backendPort ?? API_PORT)),
    etcd: of("etcd").map((machine) => place(machine, ETCD_PORT)),
    balancers: endpoint === undefined ? [] : balancersOf(plan, endpoint),
    vipSlbUrl: endpoint === undefined ? null : vipSlbOf(endpoint),
  };
}

/** HAProxy answers `/slb` on every address of its machine, so the VIP's answer is the holder's. */
function vipSlbOf({ vips: [vip], lb }: Endpoint): string | null {
  const port = "statsPort" in lb ? lb.statsPort : undefined;
  return vip === undefined || port === undefined ? null : `http://${hostPort(vip, port)}/slb`;
}

function balancersOf({ machines }: Plan, { lb }: Endpoint): Connection["balancers"] {
  const port = "statsPort" in lb ? lb.statsPort : undefined;
  if (port === undefined) return [];
  return lbMembers(lb).flatMap((id) => {
    const machine = machines.find((one) => one.id === id);
    const [ip] = machine?.ips ?? [];
    if (machine === undefined || ip === undefined) return [];
    const origin = `http://${hostPort(ip, port)}`;
    return [{ machineId: id, name: machine.hostname, statsUrl: `${origin}/stats`, slbUrl: `${origin}/slb` }];
  });
}

function hostPort(ip: string, port: number): string {
  return ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** One address a line, as a person writes them; a machine of the plan with that address or name comes with its id. */
export function readPlaces(text: string, plan: Plan | null, port: number): Places {
  return linesOf(text).map((line) => {
    const word = line.split(/[\s,]+/).at(-1) ?? "";
    // More than one colon and no brackets is a bare IPv6 address, whose last part is no port.
    const isBareIpv6 = word.split(":").length > 2 && !word.startsWith("[");
    const address = /:\d{1,5}$/.test(word) && !isBareIpv6 ? word : hostPort(word, port);
    return { machineId: machineAt(plan, address), address };
  });
}

export function writePlaces(places: Places): string {
  return places.map(({ address }) => address).join("\n");
}

/** One statistics page a line, with a name before it where the person gave one. */
export function readBalancers(text: string, plan: Plan | null): Connection["balancers"] {
  return linesOf(text).flatMap((line) => {
    const words = line.split(/\s+/);
    const [statsUrl, slbUrl] = words.filter((word) => URL.canParse(word) && /^https?:/.test(word));
    if (statsUrl === undefined) return [];
    const { hostname } = new URL(statsUrl);
    const machineId = machineAt(plan, `${hostname}:0`);
    const given = words.find((word) => !word.includes("://"));
    const name = given ?? plan?.machines.find(({ id }) => id === machineId)?.hostname ?? hostname;
    return [{ machineId, name, statsUrl, slbUrl: slbUrl ?? null }];
  });
}

export function writeBalancers(balancers: Connection["balancers"]): string {
  return balancers
    .map(({ name, statsUrl, slbUrl }) => [name, statsUrl, slbUrl].filter((part) => part !== null).join(" "))
    .join("\n");
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function machineAt(plan: Plan | null, address: string): string | null {
  const host = address.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return plan?.machines.find(({ ips, hostname }) => ips.includes(host) || hostname === host)?.id ?? null;
}
