import * as z from "zod";
import { MachineId } from "#lib/core/plan/machine.ts";

/** `host:port`; an IPv6 host stands in brackets. */
const HostPort = z
  .string()
  .max(260)
  .regex(/^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):\d{1,5}$/);
const Pem = z.string().max(65_536);
const Url = z.url({ protocol: /^https?$/ }).max(2000);

/** One host to look at; `machineId` ties it to the plan. */
const Place = z.strictObject({ machineId: MachineId.nullable(), address: HostPort });

/** How the server's certificate is judged. `pinned` and `none` are shown for as long as they last. */
export const Trust = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ca"), caPem: Pem }),
  z.strictObject({ kind: z.literal("pinned"), fingerprint: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.strictObject({ kind: z.literal("none") }),
]);
export type Trust = z.infer<typeof Trust>;

export const POLL_SECONDS_DEFAULT = 5;

const Detail = z.strictObject({
  api: z.strictObject({
    /** Through the VIP, load balancer or name: what clients use. Empty = inside a cluster, the address its pods are given. */
    address: z.union([HostPort, z.literal("")]),
    trust: Trust,
    serverName: z.string().max(253).nullable(),
  }),
  /** API servers one by one, past the load balancer. */
  masters: z.array(Place).max(64),
  etcd: z.strictObject({ members: z.array(Place).max(64), trust: Trust }).nullable(),
  balancers: z
    .array(
      z.strictObject({
        machineId: MachineId.nullable(),
        name: z.string().max(253),
        /** HAProxy's statistics page, without `;csv`. */
        statsUrl: Url.nullable(),
        /** The `/slb` endpoint of this host. */
        slbUrl: Url.nullable(),
      }),
    )
    .max(64),
  /** The `/slb` endpoint through the VIP. */
  vipSlbUrl: Url.nullable(),
  pollSeconds: z.int().min(2).max(300),
  /** The service account of the pod that the engine runs in, instead of a stored credential. */
  isInCluster: z.boolean(),
  /** Loopback addresses are refused unless an admin says otherwise: simulated clusters, a cluster on this host. */
  mayUseLoopback: z.boolean(),
});

/** How a live cluster is reached: nothing in here is secret. */
export const Connection = Detail.refine(({ api, isInCluster }) => isInCluster || api.address !== "", {
  path: ["api", "address"],
  message: "Give the address as host:port; only inside a cluster it may be left empty.",
});
export type Connection = z.infer<typeof Connection>;

export const CredentialField = z.enum(["api", "etcd", "statistics"]);
export type CredentialField = z.infer<typeof CredentialField>;

/** Plaintext of a credential. Exists in the request that brings it and in the engine, nowhere else. */
export const ApiCredential = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("token"), token: z.string().min(1).max(16_384) }),
  z.strictObject({ kind: z.literal("certificate"), certificatePem: Pem, keyPem: Pem }),
]);
export const EtcdCredential = z.strictObject({ certificatePem: Pem, keyPem: Pem });
export const StatisticsCredential = z.strictObject({ user: z.string().max(200), password: z.string().max(200) });

/** What may come with a connection; a field left out keeps what is stored, null removes it. */
export const Credentials = z.strictObject({
  api: ApiCredential.nullable().optional(),
  etcd: EtcdCredential.nullable().optional(),
  statistics: StatisticsCredential.nullable().optional(),
});
export type Credentials = z.infer<typeof Credentials>;

/** One line of a dry run. `code` is a key of the texts, `values` what the sentence needs. */
export const Tick = z.strictObject({
  id: z.string().max(120),
  step: z.enum([
    "account",
    "resolve",
    "tcp",
    "tls",
    "auth",
    "permission",
    "masters",
    "etcd",
    "balancer",
    "clock",
    "identity",
  ]),
  state: z.enum(["running", "ok", "warning", "failed", "skipped"]),
  code: z.string().max(60),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
});
export type Tick = z.infer<typeof Tick>;
