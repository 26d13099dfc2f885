import ipaddr from "ipaddr.js";

export interface AddressRules {
  /** Simulated clusters, or a cluster on this very host. */
  readonly mayUseLoopback: boolean;
  /** Ranges outside of which nothing is connected to; empty = all that is not refused below. */
  readonly onlyWithin: readonly string[];
  /** Where this very product listens; absent = nowhere. */
  /** The API of the cluster that the engine itself runs in; reached by those connections alone that chose it. */
  readonly service?: { readonly host: string; readonly port: string; readonly isChosen: boolean };
  readonly own?: { readonly addresses: readonly string[]; readonly ports: readonly number[] };
}

/** Ranges that no cluster lives in and that answer with secrets or with ourselves (perf_security.md S15). */
const REFUSED: Readonly<Record<string, string>> = {
  unspecified: "the unspecified address means this host itself",
  broadcast: "a broadcast address is no server",
  multicast: "a multicast address is no server",
  linkLocal: "link-local addresses lead to the metadata service of clouds",
  reserved: "a reserved address is no server",
};

/** The metadata services that stand outside the link-local range: AWS over IPv6, Alibaba Cloud, Oracle's old one. */
const METADATA = ["fd00:ec2::254", "100.100.100.200", "192.0.0.192"];

/**
 * Whether a resolved address may be connected to: true, or the reason why not. Takes the address as the socket will
 * use it; a mapped IPv4 address is judged as the IPv4 address that it is. The port matters for our own listeners only.
 */
export function mayConnect(address: string, rules: AddressRules, port: number | null = null): true | string {
  const { mayUseLoopback, onlyWithin, own, service } = rules;
  if (!ipaddr.isValid(address)) return "not an address";
  const parsed = unwrapped(ipaddr.parse(address));
  const text = parsed.toNormalizedString();
  if (METADATA.some((known) => unwrapped(ipaddr.parse(known)).toNormalizedString() === text)) {
    return "the metadata service of a cloud";
  }
  const isMetadata = parsed.range() === "linkLocal";
  if (service !== undefined && !isMetadata && port === Number(service.port || 443) && isSame(service.host, text)) {
    return service.isChosen ? true : "the API of the cluster that Quorate runs in; an admin may choose that mode";
  }
  const range = parsed.range();
  if (
    port !== null &&
    own?.ports.includes(port) &&
    (range === "loopback" || own.addresses.some((ip) => isSame(ip, text)))
  )
    return "this is Quorate itself";
  if (range === "loopback")
    return mayUseLoopback ? true : "loopback is this server itself; use the address of a master";
  const refusal = REFUSED[range];
  if (refusal !== undefined) return refusal;
  return onlyWithin.length === 0 || onlyWithin.some((cidr) => isWithin(parsed, cidr))
    ? true
    : "outside the allowed ranges";
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** IPv4 in IPv6 clothes: mapped, compatible, NAT64 and 6to4 all end at the IPv4 address inside. */
function unwrapped(address: Address): Address {
  if (address.kind() === "ipv4") return address;
  const bytes = address.toByteArray();
  const inside = (from: number) => new ipaddr.IPv4(bytes.slice(from, from + 4));
  switch (address.range()) {
    case "ipv4Mapped":
    case "rfc6145":
    case "rfc6052":
      return inside(12);
    case "6to4":
      return inside(2);
    case "unicast":
      // IPv4-compatible (RFC 4291 section 2.5.5.1): deprecated, and still an IPv4 address spelt otherwise.
      return bytes.slice(0, 12).every((byte) => byte === 0) ? inside(12) : address;
    default:
      return address;
  }
}

function isSame(own: string, text: string): boolean {
  // An interface may carry its zone: fe80::1%eth0.
  const plain = own.replace(/%.*$/, "");
  return ipaddr.isValid(plain) && unwrapped(ipaddr.parse(plain)).toNormalizedString() === text;
}

function isWithin(address: Address, cidr: string): boolean {
  const [range, bits] = ipaddr.parseCIDR(cidr);
  return range.kind() === address.kind() && address.match(range, bits);
}
