import type { Connection, CredentialField, Trust } from "./connection.ts";

/**
 * Which stored credentials must be given again for a changed connection. A credential goes only where whoever gave it
 * sent it: else an editor could point a connection at a server of their own and be handed the token. A server that
 * proves itself by the same authority or the same pin may move.
 */
export function fieldsToGiveAgain(before: Connection, next: Connection): readonly CredentialField[] {
  const api = isSameCircle(apiCircle(before), apiCircle(next));
  const etcd = isSameCircle(etcdCircle(before), etcdCircle(next));
  const statistics = isSameCircle(pagesCircle(before), pagesCircle(next));
  const given = { api, etcd, statistics } satisfies Record<CredentialField, boolean>;
  return (["api", "etcd", "statistics"] as const).filter((field) => !given[field]);
}

export type AdminChoice = "loopback" | "unverified" | "in-cluster";

/** What only an admin may newly switch on: talking to this very host, to servers that prove nothing, and by our own account. */
export function adminChoices(before: Connection | null, next: Connection): readonly AdminChoice[] {
  const isUnverified = (connection: Connection | null) =>
    connection?.api.trust.kind === "none" || connection?.etcd?.trust.kind === "none";
  return [
    ...(next.mayUseLoopback && before?.mayUseLoopback !== true ? (["loopback"] as const) : []),
    ...(isUnverified(next) && !isUnverified(before) ? (["unverified"] as const) : []),
    ...(next.isInCluster && before?.isInCluster !== true ? (["in-cluster"] as const) : []),
  ];
}

/** Where a credential goes, and how those servers prove who they are. */
interface Circle {
  readonly trust: Trust;
  readonly addresses: readonly string[];
}

function apiCircle({ api, masters }: Connection): Circle {
  return { trust: api.trust, addresses: [api.address, ...masters.map(({ address }) => address)] };
}

function etcdCircle({ etcd }: Connection): Circle {
  return { trust: etcd?.trust ?? { kind: "none" }, addresses: etcd?.members.map(({ address }) => address) ?? [] };
}

/** Pages of load balancers are plain HTTP as a rule, so only the same servers will do. */
function pagesCircle({ balancers, vipSlbUrl }: Connection): Circle {
  const urls = [...balancers.flatMap(({ statsUrl, slbUrl }) => [statsUrl, slbUrl]), vipSlbUrl];
  return {
    trust: { kind: "none" },
    addresses: urls.filter((url) => url !== null).map((url) => new URL(url).origin),
  };
}

function isSameCircle(before: Circle, next: Circle): boolean {
  if (next.addresses.length === 0) return true;
  const hasNewcomer = next.addresses.some((address) => !before.addresses.includes(address));
  return isSameTrust(before.trust, next.trust) && (before.trust.kind !== "none" || !hasNewcomer);
}

function isSameTrust(one: Trust, other: Trust): boolean {
  if (one.kind === "ca") return other.kind === "ca" && one.caPem === other.caPem;
  if (one.kind === "pinned") return other.kind === "pinned" && one.fingerprint === other.fingerprint;
  return other.kind === "none";
}
