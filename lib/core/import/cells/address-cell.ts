import { hasLeadingZero, isIpAddress } from "#lib/core/plan/address.ts";
import { blocking, type CellReading, faulty, reads } from "./reading.ts";

const ADDRESSES_MAX = 16;
const ADDRESS_MAX = 64;
const MASKED = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3}|[*xX]{1,3})\.(?:[*xX]{1,3}\d{0,3}|\d{0,2}[*xX]{1,3}|\d{1,3})$/;
const NONE = /^(?:-+|n\/?a|none|null|无|待定|待分配|tbd|dhcp)$/i;

/**
 * One or more addresses, the first being the primary one. A masked address (`172.30.15.***`) is none yet, but a range
 * to assign one in; what is no address stays as the person wrote it and blocks the row.
 */
export function readAddresses(text: string): CellReading {
  const parts = text.split(/[\s,，;；、|]+/).filter((part) => part !== "" && part !== "/");
  if (parts.length === 0 || NONE.test(text.trim())) return reads({ ips: [] });
  const ranges = parts.map(maskedRange);
  const range = ranges.find((found) => found !== null);
  const written = parts.filter((_, index) => ranges[index] === null);
  const { prefixLength, ips } = withoutPrefix(written);
  const set = {
    ips: [...new Set(ips)].slice(0, ADDRESSES_MAX).map((ip) => ip.slice(0, ADDRESS_MAX)),
    ...(range === undefined || range === null || ips.length > 0 ? {} : { ipToAssignIn: range }),
    ...(prefixLength === null ? {} : { prefixLength }),
  };
  if (ips.some(hasLeadingZero)) return blocking("ip-leading-zero", ips.map(withoutZeros).join(", "), set);
  const bad = ips.find((ip) => !isIpAddress(ip));
  if (bad !== undefined) return blocking("bad-ip", correctedIp(ips), set);
  return new Set(ips).size > ADDRESSES_MAX ? faulty("too-many-ips", null, set) : reads(set);
}

/** `172.30.15.***` and `172.30.15.*01` -> /24, `172.30.*.*` -> /16; null when nothing is masked. */
function maskedRange(text: string): string | null {
  const match = /[*xX]/.test(text) ? MASKED.exec(text) : null;
  const [, first = "", second = "", third = ""] = match ?? [];
  if (match === null || [first, second, third].some((part) => Number(part) > 255)) return null;
  return /\d/.test(third) ? `${first}.${second}.${third}.0/24` : `${first}.${second}.0.0/16`;
}

/** NetBox and cloud consoles write `10.0.0.5/24`; the mask is kept beside the address. */
function withoutPrefix(texts: readonly string[]): { ips: string[]; prefixLength: number | null } {
  let prefixLength: number | null = null;
  const ips = texts.map((text) => {
    const match = /^(.+)\/(\d{1,3})$/.exec(text);
    const [, ip = "", bits = ""] = match ?? [];
    if (match === null || !isIpAddress(ip) || Number(bits) > (ip.includes(":") ? 128 : 32)) return text;
    prefixLength ??= Number(bits);
    return ip;
  });
  return { ips, prefixLength };
}

function withoutZeros(ip: string): string {
  return hasLeadingZero(ip) ? ip.split(".").map(Number).join(".") : ip;
}

/** Full-width digits and dots, or a comma for a dot: one click away from an address. */
function correctedIp(ips: readonly string[]): string | null {
  const corrected = ips.map((ip) =>
    ip
      .normalize("NFKC")
      .replace(/[。·]/g, ".")
      .replace(/\.{2,}/g, ".")
      .replace(/^\.|\.$/g, ""),
  );
  return corrected.every(isIpAddress) ? corrected.join(", ") : null;
}
