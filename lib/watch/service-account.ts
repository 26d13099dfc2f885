import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Connection } from "#lib/core/connection/connection.ts";

/** Where Kubernetes puts the service account into every pod. */
export const SERVICE_ACCOUNT_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";
/** The kubelet replaces the token long before its end; clients are asked to read it again once a minute. */
const READ_AGAIN_MS = 60_000;
const MAX_BYTES = 65_536;

/** What the pod gives that the engine runs in, or what is missing when it runs in none. */
export type Pod =
  | { readonly kind: "inside"; readonly address: string; readonly caPem: string }
  | { readonly kind: "outside"; readonly missing: "token" | "ca.crt" | "KUBERNETES_SERVICE_HOST" };

export interface ServiceAccount {
  readonly pod: () => Pod;
  /** The newest token that could be read; empty while none could. */
  readonly token: () => string;
  /** Changes when what a watch was begun with no longer holds: another authority, another address, no pod any more. */
  readonly mark: () => string;
}

interface Place {
  readonly folder: string;
  /** `KUBERNETES_SERVICE_HOST` and `_PORT` as the kubelet sets them. */
  readonly host: string;
  readonly port: string;
  readonly nowMs?: () => number;
}

/** The service account of the pod that this runs in. The folder comes from the environment, never from a person. */
export function openServiceAccount({ folder, host, port, nowMs = () => performance.now() }: Place): ServiceAccount {
  let token = "";
  let pod: Pod = { kind: "outside", missing: "token" };
  let readAtMs = Number.NEGATIVE_INFINITY;

  function fresh(): Pod {
    if (nowMs() - readAtMs < READ_AGAIN_MS) return pod;
    readAtMs = nowMs();
    const read = fileIn(folder, "token")?.trim() ?? "";
    const caPem = fileIn(folder, "ca.crt") ?? "";
    if (read !== "") token = read;
    pod = podOf({ hasToken: read !== "", caPem, host, port });
    return pod;
  }

  return {
    pod: fresh,
    token: () => {
      fresh();
      return token;
    },
    mark: () => createHash("sha256").update(JSON.stringify(fresh())).digest("hex"),
  };
}

interface Found {
  readonly hasToken: boolean;
  readonly caPem: string;
  readonly host: string;
  readonly port: string;
}

function podOf({ hasToken, caPem, host, port }: Found): Pod {
  if (!hasToken) return { kind: "outside", missing: "token" };
  if (!caPem.includes("-----BEGIN CERTIFICATE-----")) return { kind: "outside", missing: "ca.crt" };
  if (host === "") return { kind: "outside", missing: "KUBERNETES_SERVICE_HOST" };
  return { kind: "inside", caPem, address: `${host.includes(":") ? `[${host}]` : host}:${port || "443"}` };
}

function fileIn(folder: string, name: string): string | null {
  const path = join(folder, name);
  try {
    return statSync(path).size > MAX_BYTES ? null : readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** The name that the service has in every cluster: what is shown where no pod tells the address. */
const SERVICE_NAME = "kubernetes.default.svc:443";

/**
 * A connection as the engine follows it. Inside the cluster the server proves itself by the authority of the pod and
 * by nothing else, so that the pod's token goes nowhere but to servers of this very cluster.
 */
export function followed(connection: Connection, { pod }: ServiceAccount): Connection {
  if (!connection.isInCluster) return connection;
  const found = pod();
  const isInside = found.kind === "inside";
  const address = connection.api.address || (isInside ? found.address : SERVICE_NAME);
  const trust = { kind: "ca" as const, caPem: isInside ? found.caPem : "" };
  return { ...connection, api: { ...connection.api, address, trust } };
}
