import type { ConnectionView } from "#lib/core/api/connections.ts";
import { type ConnectDraft, hasEtcdCredential, plainFingerprint } from "./draft.ts";

/** What is wrong with one field; the words are `connect.fault.<code>`. */
export interface Fault {
  readonly code: "address" | "page" | "url" | "seconds" | "certificate" | "key" | "fingerprint" | "authority";
  /** Line of the field that it is about, from 1; 0 = the whole field. */
  readonly line: number;
  readonly text: string;
}

export type Faults = Partial<Record<keyof ConnectDraft, Fault>>;

const SECONDS = { least: 2, most: 300 };
const PORT_MAX = 65_535;

/** Faults by field, found before anything is sent, so that nothing typed is lost or silently left out. */
export function faultsOf(draft: ConnectDraft, stored: ConnectionView | null): Faults {
  const usesEtcd = draft.etcd.trim() !== "" && hasEtcdCredential(draft, stored);
  const givesEtcd = draft.etcdKey.trim() !== "" || draft.etcdCertificate.trim() !== "";
  const isWished = (wish: ConnectDraft["trustWish"]) => draft.trustWish === wish;
  const seconds = Number(draft.pollSeconds);
  const isInterval = Number.isInteger(seconds) && seconds >= SECONDS.least && seconds <= SECONDS.most;
  const found: Record<string, Fault | null> = {
    address: firstFault(draft.address, "address", isPlace),
    masters: firstFault(draft.masters, "address", isPlace),
    etcd: firstFault(draft.etcd, "address", isPlace),
    balancers: firstFault(draft.balancers, "page", hasPage),
    vipSlbUrl: draft.vipSlbUrl.trim() === "" || isUrl(draft.vipSlbUrl.trim()) ? null : whole("url"),
    pollSeconds: isInterval ? null : whole("seconds"),
    trustCa: isWished("ca") && !isPem(draft.trustCa, "CERTIFICATE") ? whole("certificate") : null,
    trustPin:
      isWished("pinned") && !/^[0-9a-f]{64}$/.test(plainFingerprint(draft.trustPin)) ? whole("fingerprint") : null,
    etcdCa: usesEtcd && !isPem(draft.etcdCa, "CERTIFICATE") ? whole("authority") : null,
    etcdCertificate: givesEtcd && !isPem(draft.etcdCertificate, "CERTIFICATE") ? whole("certificate") : null,
    etcdKey: givesEtcd && !isPem(draft.etcdKey, "PRIVATE KEY") ? whole("key") : null,
  };
  return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== null));
}

function whole(code: Fault["code"]): Fault {
  return { code, line: 0, text: "" };
}

function firstFault(text: string, code: Fault["code"], isFine: (line: string) => boolean): Fault | null {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.trim() !== "" && !isFine(line.trim()));
  return at < 0 ? null : { code, line: at + 1, text: (lines[at] ?? "").trim().slice(0, 80) };
}

/** A name or an address, with a port or without; the machine's name may stand before it. */
function isPlace(line: string): boolean {
  const word = line.split(/[\s,]+/).at(-1) ?? "";
  if (word.includes("://")) return false;
  const isBareIpv6 = word.split(":").length > 2 && !word.startsWith("[");
  const url = URL.parse(`https://${isBareIpv6 ? `[${word}]` : word}`);
  if (url === null || url.pathname !== "/" || url.username !== "" || url.search !== "") return false;
  const port = /:(\d+)$/.exec(isBareIpv6 ? "" : word)?.[1];
  return port === undefined || (Number(port) > 0 && Number(port) <= PORT_MAX);
}

function hasPage(line: string): boolean {
  const pages = line.split(/\s+/).filter((word) => word.includes("://"));
  return pages.length > 0 && pages.length <= 2 && pages.every(isUrl);
}

function isUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
}

function isPem(text: string, label: string): boolean {
  return new RegExp(`-----BEGIN (?:[A-Z]+ )?${label}-----[\\s\\S]+-----END (?:[A-Z]+ )?${label}-----`).test(text);
}
