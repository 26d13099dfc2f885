import type { ConnectionView } from "#lib/core/api/connections.ts";
import {
  type Connection,
  type Credentials,
  POLL_SECONDS_DEFAULT,
  type Trust,
} from "#lib/core/connection/connection.ts";
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

/** How the server is judged: as the file says, or as the person says. */
export type TrustWish = "file" | Trust["kind"];

/** What a person has typed so far; texts stay as typed until they are sent. */
export interface ConnectDraft {
  readonly kubeconfig: string;
  readonly context: string | null;
  readonly trustWish: TrustWish;
  readonly trustCa: string;
  readonly trustPin: string;
  /** Inside a cluster: where its API is, empty for the address that pods are given. */
  readonly address: string;
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
  const suggested = suggestTargets(plan);
  const { masters, balancers } = stored?.connection ?? suggested;
  const etcd = stored?.connection.etcd ?? null;
  return {
    kubeconfig: "",
    context: null,
    trustWish: "file",
    trustCa: "",
    trustPin: "",
    address: stored?.connection.isInCluster === true ? stored.connection.api.address : "",
    masters: writePlaces(masters),
    etcd: writePlaces(etcd?.members ?? suggested.etcd),
    etcdCa: etcd?.trust.kind === "ca" ? etcd.trust.caPem : "",
    etcdCertificate: "",
    etcdKey: "",
    balancers: writeBalancers(balancers),
    vipSlbUrl: (stored === null ? suggested.vipSlbUrl : stored.connection.vipSlbUrl) ?? "",
    statisticsUser: "",
    statisticsPassword: "",
    pollSeconds: String(stored?.connection.pollSeconds ?? POLL_SECONDS_DEFAULT),
    mayUseLoopback: stored?.connection.mayUseLoopback ?? false,
  };
}

/** The pasted file as it reads; null while nothing is pasted. */
export function readingOf(draft: Reading): KubeconfigReading | null {
  const { kubeconfig, context, mayUseLoopback } = draft;
  if (kubeconfig.trim() === "") return null;
  return readKubeconfig(kubeconfig, { wanted: context ?? undefined, mayUseLoopback, trust: wishedTrust(draft) });
}

/** The part of a draft that a file is read with. */
export type Reading = Pick<
  ConnectDraft,
  "kubeconfig" | "context" | "mayUseLoopback" | "trustWish" | "trustCa" | "trustPin"
>;

function wishedTrust({ trustWish, trustCa, trustPin }: Reading): Trust | undefined {
  switch (trustWish) {
    case "file":
      return undefined;
    case "ca":
      return { kind: "ca", caPem: trustCa };
    case "pinned":
      return { kind: "pinned", fingerprint: plainFingerprint(trustPin) };
    case "none":
      return { kind: "none" };
  }
}

/** As `openssl x509 -fingerprint -sha256` prints it, or plain hex. */
export function plainFingerprint(text: string): string {
  return text.replace(/^.*=/, "").replaceAll(/[\s:]/g, "").toLowerCase();
}

export interface Sendable {
  readonly connection: Connection;
  readonly credentials: Credentials;
}

export interface DraftFrame {
  readonly plan: Plan;
  readonly stored: ConnectionView | null;
  /** By the service account of the engine's pod; no file is looked at then. */
  readonly isInside: boolean;
  /** The pasted file as it was read. */
  readonly reading: KubeconfigReading | null;
}

/** What is sent, or null while no API is known: neither pasted nor stored. */
export function sendable(draft: ConnectDraft, { plan, stored, isInside, reading }: DraftFrame): Sendable | null {
  if (reading?.ok === false && !isInside) return null;
  const access = reading?.ok === true && !isInside ? reading.access : null;
  const api = isInside ? insideApi(draft, plan) : outsideApi(draft, { access, stored });
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
          : { members: [...members], trust: { kind: "ca", caPem: draft.etcdCa } },
      balancers: [...readBalancers(draft.balancers, plan)],
      vipSlbUrl: draft.vipSlbUrl.trim() === "" ? null : draft.vipSlbUrl.trim(),
      pollSeconds: Number(draft.pollSeconds),
      isInCluster: isInside,
      mayUseLoopback: draft.mayUseLoopback,
    },
    credentials: isInside ? { ...credentialsOf(draft, null), api: null } : credentialsOf(draft, access),
  };
}

/** The authority of the pod is all that counts there, and the engine alone knows it. */
function insideApi({ address }: ConnectDraft, plan: Plan): Connection["api"] {
  const [place] = readPlaces(address, plan, API_PORT);
  return { address: place?.address ?? "", trust: { kind: "ca", caPem: "" }, serverName: null };
}

interface Outside {
  readonly access: KubeconfigAccess | null;
  readonly stored: ConnectionView | null;
}

function outsideApi(draft: ConnectDraft, { access, stored }: Outside): Connection["api"] | undefined {
  if (access !== null) return apiOf(access);
  return stored?.connection.isInCluster === true ? undefined : storedApi(draft, stored);
}

function credentialsOf(draft: ConnectDraft, access: KubeconfigAccess | null): Credentials {
  const { etcdCertificate, etcdKey, statisticsUser, statisticsPassword } = draft;
  return {
    ...(access === null ? {} : { api: access.credential }),
    ...(etcdKey.trim() === "" ? {} : { etcd: { certificatePem: etcdCertificate, keyPem: etcdKey } }),
    ...(statisticsPassword === "" ? {} : { statistics: { user: statisticsUser, password: statisticsPassword } }),
  };
}

function storedApi(draft: ConnectDraft, stored: ConnectionView | null): Connection["api"] | undefined {
  const api = stored?.connection.api;
  const trust = wishedTrust(draft);
  return api === undefined || trust === undefined ? api : { ...api, trust };
}

function apiOf({ address, trust, serverName }: KubeconfigAccess): Connection["api"] {
  return { address, trust, serverName };
}

export function hasEtcdCredential({ etcdKey }: ConnectDraft, stored: ConnectionView | null): boolean {
  return etcdKey.trim() !== "" || stored?.credentials.some(({ field }) => field === "etcd") === true;
}
