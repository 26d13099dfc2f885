import type { CertificateChange, Elected, Misbehaviour } from "./fault.ts";
import type { SimLayout } from "./spec.ts";

export interface EtcdMemberState {
  readonly id: bigint;
  name: string;
  /** Host of the master it runs on; null for a member that never started. */
  readonly host: string | null;
  isLearner: boolean;
  condition: "up" | "down" | "hung" | "isolated" | "lagging";
  /** Looks for which it still believes to lead in the term before. */
  staleLooks: number;
  isolatedSinceMs: number;
}

export interface LeaseState {
  holder: string;
  uuid: string;
  acquiredAtMs: number;
  transitions: number;
  /** When it last renewed, once it stopped to; null while it renews. */
  stoppedAtMs: number | null;
  /** Killed: somebody else takes over when the lease has run out. */
  hasSuccessor: boolean;
  isReleased: boolean;
}

export interface ApiState {
  isRefused: boolean;
  isHung: boolean;
  failingCheck: string | null;
  status: number | null;
  misbehaviour: Misbehaviour | null;
  demandsCertificate: "TLSv1.2" | "TLSv1.3" | null;
  certificate: CertificateChange | null;
  skewMs: number;
}

/** All that changes in one simulated cluster. What only grows (indexes, renewals) is computed from the clock. */
export interface ClusterState {
  readonly startedAtMs: number;
  readonly api: Map<string, ApiState>;
  readonly members: EtcdMemberState[];
  leaderId: bigint | null;
  term: number;
  electionDoneAtMs: number;
  /** Log index at which writes stopped; null while they go on. */
  frozenIndex: number | null;
  hasNoSpace: boolean;
  readonly leases: Map<Elected, LeaseState>;
  readonly notReady: Set<string>;
  readonly forbidden: Set<string>;
  readonly balancersDown: Set<string>;
  readonly vipHolders: Set<string>;
  readonly backends: Map<string, "up" | "down" | "unchecked">;
}

const ELECTED: readonly Elected[] = ["kube-scheduler", "kube-controller-manager"];
/** So that a fresh simulation looks like a cluster that has been running, and nothing has just moved. */
const AGE_MS = 86_400_000;
const MEMBER_ID_BASE = 0x8e9e05c52164694dn;
/** A step that spreads the ids over 64 bits, above 2^53 as real ones are. */
const MEMBER_ID_STEP = 0x1d3a57f100c4b21bn;

export function createState(layout: SimLayout, nowMs: number): ClusterState {
  const hosts = layout.masters.map(({ host }) => host);
  const members = hosts.map((host, at) => createMember(at, host, host));
  return {
    startedAtMs: nowMs - AGE_MS,
    api: new Map(hosts.map((host) => [host, createApi()])),
    members,
    leaderId: members[0]?.id ?? null,
    term: 4,
    electionDoneAtMs: 0,
    frozenIndex: null,
    hasNoSpace: false,
    leases: new Map(ELECTED.map((component, at) => [component, createLease(hosts[at % hosts.length] ?? "", nowMs)])),
    notReady: new Set(),
    forbidden: new Set(),
    balancersDown: new Set(),
    vipHolders: new Set(layout.balancers.slice(0, 1).map(({ host }) => host)),
    backends: new Map(hosts.map((host) => [host, "up"])),
  };
}

export function createMember(at: number, name: string, host: string | null): EtcdMemberState {
  const id = BigInt.asUintN(64, MEMBER_ID_BASE + MEMBER_ID_STEP * BigInt(at));
  return { id, name, host, isLearner: false, condition: "up", staleLooks: 0, isolatedSinceMs: 0 };
}

export function createLease(holder: string, nowMs: number): LeaseState {
  return {
    holder,
    uuid: crypto.randomUUID(),
    acquiredAtMs: nowMs - AGE_MS,
    transitions: 1,
    stoppedAtMs: null,
    hasSuccessor: false,
    isReleased: false,
  };
}

function createApi(): ApiState {
  return {
    isRefused: false,
    isHung: false,
    failingCheck: null,
    status: null,
    misbehaviour: null,
    demandsCertificate: null,
    certificate: null,
    skewMs: 0,
  };
}
