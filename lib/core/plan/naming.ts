import * as z from "zod";
import { canonicalIp, isIpAddress } from "./address.ts";
import { Machine } from "./machine.ts";
import type { Plan } from "./plan.ts";

const NUMBERED = /^(.*?)(\d+)((?:\.[a-z0-9.-]*)?)$/;
const ADDRESS_BITS = { 4: 32, 6: 128 } as const;

interface NumberedName {
  readonly stem: string;
  readonly number: number;
  readonly width: number;
  readonly suffix: string;
}

interface Address {
  readonly version: 4 | 6;
  readonly value: bigint;
}

function readNumbered(hostname: string): NumberedName | null {
  const dot = hostname.indexOf(".");
  const label = dot < 0 ? hostname : hostname.slice(0, dot);
  const match = NUMBERED.exec(label);
  if (match === null) return null;
  const digits = match[2] ?? "";
  return {
    stem: match[1] ?? "",
    number: Number(digits),
    width: digits.startsWith("0") ? digits.length : 1,
    suffix: dot < 0 ? "" : hostname.slice(dot),
  };
}

/**
 * `count` host names that continue the numbering of `like` (`k8s-worker3` -> `k8s-worker4`, `node-09` -> `node-10`)
 * behind the highest number taken; a name without a number starts at 1 (2 when the bare name is taken).
 */
export function nextHostNames(taken: readonly string[], like: string, count: number): readonly string[] {
  const pattern = readNumbered(like) ?? { stem: like, number: 0, width: 1, suffix: "" };
  const numbered = taken.flatMap((name) => {
    const parts = readNumbered(name);
    return parts !== null && parts.stem === pattern.stem && parts.suffix === pattern.suffix ? [parts] : [];
  });
  const bareTaken = taken.includes(`${pattern.stem}${pattern.suffix}`) ? 1 : 0;
  const highest = numbered.reduce((most, parts) => Math.max(most, parts.number), bareTaken);
  const width = numbered.reduce((most, parts) => Math.max(most, parts.width), pattern.width);
  return Array.from(
    { length: count },
    (_, index) => `${pattern.stem}${String(highest + 1 + index).padStart(width, "0")}${pattern.suffix}`,
  );
}

function readIpv6(text: string): bigint {
  const [head = "", tail] = text.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":").flatMap(ipv4Tail));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...(tail === undefined ? [] : zeros), ...right].reduce(
    (sum, group) => (sum << 16n) | BigInt(`0x${group}`),
    0n,
  );
}

function ipv4Tail(group: string): string[] {
  if (!group.includes(".")) return [group];
  const value = readIpv4(group);
  return [(value >> 16n).toString(16), (value & 0xffffn).toString(16)];
}

function readIpv4(text: string): bigint {
  return text.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function readAddress(text: string): Address | null {
  if (!isIpAddress(text)) return null;
  return text.includes(":") ? { version: 6, value: readIpv6(text) } : { version: 4, value: readIpv4(text) };
}

function writeAddress({ version, value }: Address): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join(".");
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  return shortestIpv6(groups);
}

// RFC 5952: the longest run of two or more zero groups becomes `::`, the first one on a tie.
function shortestIpv6(groups: readonly string[]): string {
  let best = { start: 0, length: 1 };
  let run = { start: 0, length: 0 };
  groups.forEach((group, index) => {
    run =
      group === "0" ? { start: run.length === 0 ? index : run.start, length: run.length + 1 } : { start: 0, length: 0 };
    if (run.length > best.length) best = run;
  });
  if (best.length < 2) return groups.join(":");
  const left = groups.slice(0, best.start).join(":");
  return `${left}::${groups.slice(best.start + best.length).join(":")}`;
}

/** `count` addresses from `first` upwards; null when `first` is no address or the series runs over the end. */
export function addressSeries(first: string, count: number): readonly string[] | null {
  const start = readAddress(first);
  if (start === null || start.value + BigInt(count) > 1n << BigInt(ADDRESS_BITS[start.version])) return null;
  return Array.from({ length: count }, (_, index) => writeAddress({ ...start, value: start.value + BigInt(index) }));
}

/** Up to `count` addresses behind `from` that nobody has; empty when `from` is no address. */
export function nextAddresses(taken: readonly string[], from: string, count: number): readonly string[] {
  const start = readAddress(from);
  if (start === null) return [];
  const used = new Set(taken.map(canonicalIp));
  const end = 1n << BigInt(ADDRESS_BITS[start.version]);
  const found: string[] = [];
  for (let value = start.value + 1n; value < end && found.length < count; value += 1n) {
    const text = writeAddress({ ...start, value });
    if (!used.has(text)) found.push(text);
  }
  return found;
}

interface Range {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

// First and last usable host address: IPv4 keeps network and broadcast free up to /30, IPv6 the router anycast address.
function usableRange(cidr: string): Range | null {
  const [text = "", bits = ""] = cidr.split("/");
  const base = readAddress(text);
  if (base === null || !/^\d{1,3}$/.test(bits)) return null;
  const hostBits = ADDRESS_BITS[base.version] - Number(bits);
  if (hostBits < 0) return null;
  const first = (base.value >> BigInt(hostBits)) << BigInt(hostBits);
  const last = first + (1n << BigInt(hostBits)) - 1n;
  if (hostBits < 2) return { version: base.version, first, last };
  return { version: base.version, first: first + 1n, last: base.version === 4 ? last - 1n : last };
}

/** Whether a host may carry `ip` in `cidr`; null when one of them cannot be read. */
export function isInRange(ip: string, cidr: string): boolean | null {
  const address = readAddress(ip);
  const range = usableRange(cidr);
  if (address === null || range === null) return null;
  return address.version === range.version && address.value >= range.first && address.value <= range.last;
}

interface FreeQuery {
  readonly cidr: string;
  readonly taken: readonly string[];
  readonly count: number;
  /** Start behind this address, so that new machines follow their peers; wraps to the start of the range. */
  readonly after?: string | undefined;
}

/** Up to `count` free addresses of a range, fewer when it is full. */
export function freeAddresses({ cidr, taken, count, after }: FreeQuery): readonly string[] {
  const range = usableRange(cidr);
  if (range === null) return [];
  const used = new Set(taken.map(canonicalIp));
  const behind = after === undefined ? null : readAddress(after);
  const start =
    behind !== null && behind.value >= range.first && behind.value < range.last ? behind.value + 1n : range.first;
  const size = range.last - range.first + 1n;
  const found: string[] = [];
  for (let step = 0n; step < size && found.length < count; step += 1n) {
    const value = range.first + ((start - range.first + step) % size);
    const text = writeAddress({ version: range.version, value });
    if (!used.has(text)) found.push(text);
  }
  return found;
}

/** The range that new peers of a machine get their address from: its own, else the plan's node range around it. */
export function rangeOfPeers(plan: Plan, peers: readonly Machine[]): string | null {
  const nodeCidrs = plan.options.network?.nodeCidrs ?? [];
  for (const peer of [...peers].reverse()) {
    if (peer.ipToAssignIn !== undefined) return peer.ipToAssignIn;
    const ip = peer.ips[0];
    if (ip === undefined) continue;
    const around = nodeCidrs.find((cidr) => isInRange(ip, cidr) === true);
    if (around !== undefined) return around;
    if (peer.prefixLength !== undefined) return `${ip}/${peer.prefixLength}`;
  }
  return nodeCidrs[0] ?? null;
}

/** Every address a plan already speaks of: machines and virtual addresses. */
export function takenAddresses(plan: Plan): readonly string[] {
  return [...plan.machines.flatMap((machine) => machine.ips), ...plan.endpoints.flatMap((endpoint) => endpoint.vips)];
}

const Clipping = z.strictObject({ quorate: z.literal("machines"), machines: z.array(Machine).min(1) });
type Paste =
  | { readonly kind: "machines"; readonly machines: readonly Machine[] }
  | { readonly kind: "table"; readonly text: string }
  | { readonly kind: "text"; readonly text: string };

/** Text for the clipboard that `readPaste` gives back as machines. */
export function writeClipping(machines: readonly Machine[]): string {
  return JSON.stringify({ quorate: "machines", machines });
}

/** What a pasted text is: machines copied here, a block of cells (tabs, or bars on several lines), or plain text. */
export function readPaste(text: string): Paste {
  if (text.startsWith('{"quorate"')) {
    const clipping = Clipping.safeParse(parseJson(text));
    if (clipping.success) return { kind: "machines", machines: clipping.data.machines };
  }
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  const isTable = lines.some((line) => line.includes("\t")) || lines.filter((line) => line.includes("|")).length > 1;
  return isTable ? { kind: "table", text } : { kind: "text", text };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Copies of machines for a plan that already has those names: numbering continues, what belongs to one host only
 * (address, MAC, UUID, measurements) is left out. `newIds` gives one id per machine.
 */
export function copyMachines(plan: Plan, sources: readonly Machine[], newIds: readonly string[]): readonly Machine[] {
  const names = plan.machines.map((machine) => machine.hostname);
  const lastOrder = plan.machines.at(-1)?.order ?? 0;
  return sources.map((source, index) => {
    const isNameFree = !names.includes(source.hostname);
    const hostname = isNameFree ? source.hostname : (nextHostNames(names, source.hostname, 1)[0] ?? source.hostname);
    names.push(hostname);
    const range = rangeOfPeers(plan, [source]);
    const { mac: _mac, productUuid: _uuid, measured: _measured, ipToAssignIn: _range, ...kept } = source;
    return {
      ...kept,
      id: newIds[index] ?? `${source.id}-${index}`,
      order: lastOrder + 1 + index,
      hostname,
      ips: [],
      ...(range === null ? {} : { ipToAssignIn: toNetwork(range) }),
    };
  });
}

/** A range written with its network address: `172.30.15.11/24` becomes `172.30.15.0/24`. */
export function toNetwork(cidr: string): string {
  const [text = "", bits = ""] = cidr.split("/");
  const base = readAddress(text);
  if (base === null) return cidr;
  const hostBits = BigInt(ADDRESS_BITS[base.version] - Number(bits));
  return `${writeAddress({ ...base, value: (base.value >> hostBits) << hostBits })}/${bits}`;
}
