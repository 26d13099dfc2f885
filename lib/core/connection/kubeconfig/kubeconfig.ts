import * as z from "zod";
import type { ApiCredential, Trust } from "#lib/core/connection/connection.ts";
import { CONTEXTS_MAX, readDocument } from "./document.ts";
import { type KubeconfigProblem, problem } from "./problem.ts";

/** What a context of a kubeconfig comes to, and nothing else of the file. */
export interface KubeconfigAccess {
  readonly context: string;
  readonly cluster: string;
  /** `host:port`. */
  readonly address: string;
  readonly serverName: string | null;
  readonly trust: Trust;
  readonly credential: z.infer<typeof ApiCredential>;
}

export type KubeconfigReading =
  | { readonly ok: true; readonly access: KubeconfigAccess }
  | { readonly ok: false; readonly problem: KubeconfigProblem; readonly contexts: readonly string[] };

export interface KubeconfigChoice {
  /** Name of the context to read; needed where there are several. */
  readonly wanted?: string | undefined;
  /** A cluster on this very host, or a simulated one. */
  readonly mayUseLoopback?: boolean | undefined;
  /** How the server is judged instead of by what the file says. */
  readonly trust?: Trust | undefined;
}

const Name = z.string().min(1).max(300);
const Named = <Inner extends z.ZodType>(key: string, inner: Inner) =>
  z.array(z.looseObject({ name: Name, [key]: inner })).default([]);
const Loose = z.record(z.string(), z.unknown());

const File = z.looseObject({
  clusters: Named("cluster", Loose),
  users: Named("user", Loose.nullish()),
  contexts: Named("context", z.looseObject({ cluster: Name, user: Name.optional() })),
  "current-context": z.string().max(300).optional(),
});

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads one context out of a pasted kubeconfig by an allow-list of fields: a kubeconfig is code (it may run programs,
 * read files of whoever parses it, and act as others), so everything but embedded certificates and tokens is refused,
 * with a code and what to do. Nothing is executed, read or called here.
 */
export function readKubeconfig(
  text: string,
  { wanted, mayUseLoopback = false, trust }: KubeconfigChoice = {},
): KubeconfigReading {
  const document = readDocument(text);
  if (!document.ok) return { ok: false, problem: document.problem, contexts: [] };
  const file = File.safeParse(document.value);
  if (!file.success) return { ok: false, problem: problem("KC-NOT", {}), contexts: [] };
  const { contexts, clusters, users } = file.data;
  const names = contexts.map(({ name }) => String(name));
  if (names.length > CONTEXTS_MAX)
    return { ok: false, problem: problem("KC-MANY", { max: CONTEXTS_MAX }), contexts: [] };
  const chosen = choose(names, wanted);
  const context = contexts.find(({ name }) => name === chosen);
  if (context === undefined) return { ok: false, problem: problem("KC-CTX", { count: names.length }), contexts: names };
  const about = parsedContext(context);
  const cluster = fieldsOf(clusters, "cluster", about.cluster);
  const user = about.user === null ? null : fieldsOf(users, "user", about.user);
  const found = accessOf({
    context: chosen ?? "",
    clusterName: about.cluster,
    cluster,
    user,
    mayUseLoopback,
    wish: trust,
  });
  return "code" in found ? { ok: false, problem: found, contexts: names } : { ok: true, access: found };
}

/** One context needs no choice; of several only a named one is taken, not the file's own current one. */
function choose(names: readonly string[], wanted: string | undefined): string | undefined {
  if (wanted !== undefined) return wanted;
  return names.length === 1 ? names[0] : undefined;
}

function parsedContext(entry: Fields): { readonly cluster: string; readonly user: string | null } {
  const { cluster, user } = z.looseObject({ cluster: Name, user: Name.optional() }).parse(entry.context);
  return { cluster, user: user ?? null };
}

function fieldsOf(list: readonly Fields[], key: string, name: string): Fields | null {
  const entry = list.find((one) => one.name === name);
  const fields = Loose.safeParse(entry?.[key] ?? null);
  return fields.success ? fields.data : null;
}

interface Parts {
  readonly context: string;
  readonly clusterName: string;
  readonly cluster: Fields | null;
  readonly user: Fields | null;
  readonly mayUseLoopback: boolean;
  readonly wish: Trust | undefined;
}

function accessOf(parts: Parts): KubeconfigAccess | KubeconfigProblem {
  const { context, clusterName, cluster, user, mayUseLoopback, wish } = parts;
  if (cluster === null) return problem("KC-SERVER", {});
  if (user === null) return problem("KC-USER", { context });
  const refusal = refusedField(cluster, CLUSTER_REFUSALS) ?? refusedField(user, USER_REFUSALS);
  if (refusal !== null) return refusal;
  const server = serverOf(cluster);
  if ("code" in server) return server;
  if (!mayUseLoopback && isLoopback(server.host)) return problem("KC-LOCAL", { host: server.host });
  const trust = wish ?? trustOf(cluster);
  if ("code" in trust) return trust;
  const credential = credentialOf(user, context);
  if ("code" in credential) return credential;
  return { context, cluster: clusterName, address: server.address, serverName: server.serverName, trust, credential };
}

type Refusal = (value: unknown, field: string) => KubeconfigProblem;

const path: Refusal = (value, field) => problem("KC-PATH", { field, path: textOf(value).slice(0, 200) });

const CLUSTER_REFUSALS: Readonly<Record<string, Refusal>> = {
  "certificate-authority": path,
  "proxy-url": () => problem("KC-PROXY", {}),
};

const USER_REFUSALS: Readonly<Record<string, Refusal>> = {
  exec: (value) => problem("KC-EXEC", { program: programOf(value) }),
  "auth-provider": (value) => problem("KC-PLUGIN", { plugin: textOf(Loose.catch({}).parse(value).name) }),
  "client-certificate": path,
  "client-key": path,
  tokenFile: path,
  "token-file": path,
  as: () => problem("KC-AS", {}),
  "as-uid": () => problem("KC-AS", {}),
  "as-groups": () => problem("KC-AS", {}),
  "as-user-extra": () => problem("KC-AS", {}),
  username: () => problem("KC-PASSWORD", {}),
  password: () => problem("KC-PASSWORD", {}),
};

function refusedField(fields: Fields, refusals: Readonly<Record<string, Refusal>>): KubeconfigProblem | null {
  for (const [field, refuse] of Object.entries(refusals)) {
    if (Object.hasOwn(fields, field) && fields[field] !== null && fields[field] !== "")
      return refuse(fields[field], field);
  }
  return null;
}

function programOf(exec: unknown): string {
  return textOf(Loose.catch({}).parse(exec).command).slice(0, 200);
}

interface Server {
  readonly host: string;
  readonly address: string;
  readonly serverName: string | null;
}

function serverOf(cluster: Fields): Server | KubeconfigProblem {
  const text = textOf(cluster.server);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.hostname === "") return problem("KC-SERVER", {});
  if (url.username !== "" || url.password !== "") return problem("KC-PASSWORD", {});
  if (url.protocol !== "https:") return problem("KC-HTTP", { server: url.host });
  if (url.pathname !== "/" || url.search !== "") return problem("KC-BASE", { path: url.pathname.slice(0, 200) });
  const name = textOf(cluster["tls-server-name"]);
  return {
    host: url.hostname,
    address: `${url.hostname}:${url.port === "" ? 443 : url.port}`,
    serverName: name === "" ? null : name,
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\./.test(host);
}

function trustOf(cluster: Fields): Trust | KubeconfigProblem {
  const data = textOf(cluster["certificate-authority-data"]);
  if (data !== "") {
    const caPem = pemOf(data, "CERTIFICATE");
    return caPem === null ? problem("KC-PEM", { field: "certificate-authority-data" }) : { kind: "ca", caPem };
  }
  return cluster["insecure-skip-tls-verify"] === true ? { kind: "none" } : problem("KC-CA", {});
}

function credentialOf(user: Fields, context: string): z.infer<typeof ApiCredential> | KubeconfigProblem {
  const certificate = textOf(user["client-certificate-data"]);
  const key = textOf(user["client-key-data"]);
  if (certificate !== "" || key !== "") {
    const certificatePem = pemOf(certificate, "CERTIFICATE");
    const keyPem = pemOf(key, "PRIVATE KEY");
    if (certificatePem === null) return problem("KC-PEM", { field: "client-certificate-data" });
    if (keyPem === null) return problem("KC-PEM", { field: "client-key-data" });
    return { kind: "certificate", certificatePem, keyPem };
  }
  const token = textOf(user.token).trim();
  return token === "" ? problem("KC-USER", { context }) : { kind: "token", token };
}

/** Base64 of a PEM block with this label, or the block itself; null for anything else. */
function pemOf(text: string, label: string): string | null {
  const plain = text.includes("-----BEGIN") ? text : decoded(text);
  return plain?.includes("-----BEGIN ") && plain.includes(`${label}-----`) ? plain : null;
}

function decoded(base64: string): string | null {
  try {
    return atob(base64.replaceAll(/\s/g, ""));
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
