import type { ConnectionView } from "#lib/core/api/connections.ts";
import { type Connection, type Credentials, POLL_SECONDS_DEFAULT } from "#lib/core/connection/connection.ts";
import {
  type KubeconfigAccess,
  type KubeconfigReading,
  readKubeconfig,
} from "#lib/core/connection/kubeconfig/kubeconfig.ts";
import {
  readBalancers,
  readPlaces,
  suggestTargets,
  writeBalancers,
  writePlaces,
} from "#lib/core/connection/suggest.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** What a person has typed so far; texts stay as typed until they are sent. */
export interface ConnectDraft {
  readonly kubeconfig: string;
  readonly context: string | null;
  readonly masters: string;
  readonly etcd: string;
  readonly etcdCa: string;
  readonly etcdCertificate: string;
  readonly etcdKey: string;
  readonly balancers: string;
  readonly vipSlbUrl: string;
  readonly statisticsUser: string;
  readonly statisticsPassword: string;
  readonly pollSeconds: string;
  readonly mayUseLoopback: boolean;
}

const API_PORT = 6443;
const ETCD_PORT = 2379;

/** A form filled from what is stored, else from the plan. Secrets never come back, so their fields are empty. */
export function openDraft(plan: Plan, stored: ConnectionView | null): ConnectDraft {
  const { masters, etcd, balancers } = stored?.connection ?? { ...suggestTargets(plan), etcd: null };
  const members = stored === null ? suggestTargets(plan).etcd : (etcd?.members ?? []);
  const trust = stored?.connection.etcd?.trust;
  return {
    kubeconfig: "",
    context: null,
    masters: writePlaces(masters),
    etcd: writePlaces(members),
    etcdCa: trust?.kind === "ca" ? trust.caPem : "",
    etcdCertificate: "",
    etcdKey: "",
    balancers: writeBalancers(balancers),
    vipSlbUrl: stored?.connection.vipSlbUrl ?? "",
    statisticsUser: "",
    statisticsPassword: "",
    pollSeconds: String(stored?.connection.pollSeconds ?? POLL_SECONDS_DEFAULT),
    mayUseLoopback: stored?.connection.mayUseLoopback ?? false,
  };
}

/** The pasted file as it reads; null while nothing is pasted. */
export function readingOf({ kubeconfig, context, mayUseLoopback }: ConnectDraft): KubeconfigReading | null {
  if (kubeconfig.trim() === "") return null;
  return readKubeconfig(kubeconfig, { wanted: context ?? undefined, mayUseLoopback });
}

export interface Sendable {
  readonly connection: Connection;
  readonly credentials: Credentials;
}

/** What is sent, or null while no API is known: neither pasted nor stored. */
export function sendable(draft: ConnectDraft, plan: Plan, stored: ConnectionView | null): Sendable | null {
  const reading = readingOf(draft);
  if (reading?.ok === false) return null;
  const access = reading?.ok === true ? reading.access : null;
  const api = access === null ? stored?.connection.api : apiOf(access);
  if (api === undefined) return null;
  const members = readPlaces(draft.etcd, plan, ETCD_PORT);
  return {
    connection: {
      api,
      masters: [...readPlaces(draft.masters, plan, API_PORT)],
      // Without a certificate each look at etcd would only fill its log with refusals.
      etcd:
        members.length === 0 || !hasEtcdCredential(draft, stored)
          ? null
          : { members: [...members], trust: etcdTrust(draft) },
      balancers: [...readBalancers(draft.balancers, plan)],
      vipSlbUrl: draft.vipSlbUrl.trim() === "" ? null : draft.vipSlbUrl.trim(),
      pollSeconds: Math.min(300, Math.max(2, Math.round(Number(draft.pollSeconds)) || POLL_SECONDS_DEFAULT)),
      isInCluster: false,
      mayUseLoopback: draft.mayUseLoopback,
    },
    credentials: {
      ...(access === null ? {} : { api: access.credential }),
      ...(draft.etcdKey.trim() === ""
        ? {}
        : { etcd: { certificatePem: draft.etcdCertificate, keyPem: draft.etcdKey } }),
      ...(draft.statisticsPassword === ""
        ? {}
        : { statistics: { user: draft.statisticsUser, password: draft.statisticsPassword } }),
    },
  };
}

function apiOf({ address, trust, serverName }: KubeconfigAccess): Connection["api"] {
  return { address, trust, serverName };
}

function hasEtcdCredential({ etcdKey }: ConnectDraft, stored: ConnectionView | null): boolean {
  return etcdKey.trim() !== "" || stored?.credentials.some(({ field }) => field === "etcd") === true;
}

function etcdTrust({ etcdCa }: ConnectDraft): NonNullable<Connection["etcd"]>["trust"] {
  return etcdCa.trim() === "" ? { kind: "none" } : { kind: "ca", caPem: etcdCa };
}
