import { stringify } from "yaml";
import { PERMISSIONS, type Permission, type ResourceAttributes } from "./permissions.ts";

export interface RoleOptions {
  /** Also the locks of clusters before 1.20, which live in Endpoints and ConfigMaps. */
  readonly hasLegacyLocks: boolean;
}

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

const NAME = "quorate-reader";
const NAMESPACE = "quorate";
const RBAC = "rbac.authorization.k8s.io";
const LABELS = { "app.kubernetes.io/name": "quorate" };
/** The API server may shorten it; the expiry is watched like a certificate's. */
const TOKEN_LIFETIME = "8760h";

/** Everything that a read-only account needs, as YAML for `kubectl apply -f -`: account, roles per namespace, bindings. */
export function renderClusterRole({ hasLegacyLocks }: RoleOptions): string {
  const granted = PERMISSIONS.filter(({ need }) => need === "needed" || (need === "legacy" && hasLegacyLocks));
  const namespaces = [...new Set(granted.map(namespaceOf))].filter((namespace) => namespace !== null);
  const documents = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE, labels: LABELS } },
    { apiVersion: "v1", kind: "ServiceAccount", metadata: metadataIn(NAMESPACE) },
    ...roleAndBinding(null, granted),
    ...namespaces.flatMap((namespace) => roleAndBinding(namespace, granted)),
  ];
  return documents.map((document) => stringify(document, { version: "1.1", lineWidth: 0 })).join("---\n");
}

/**
 * Shell commands that print a kubeconfig of that account. They run where an administrator's kubectl works; the server
 * and its CA are taken from the context in use.
 */
export function accountCommands(): string {
  const jsonpath = (path: string) =>
    `"$(kubectl config view --minify --raw -o jsonpath='{.clusters[0].cluster.${path}}')"`;
  return `${[
    "# 1. The account (save the role above as quorate-reader.yaml)",
    "kubectl apply -f quorate-reader.yaml",
    "# 2. Its kubeconfig",
    `SERVER=${jsonpath("server")}`,
    `CA=${jsonpath("certificate-authority-data")}`,
    // An administrator's kubeconfig may name a file where ours must carry the certificate itself.
    `[ -n "$CA" ] || CA="$(base64 < ${jsonpath("certificate-authority")} | tr -d '\\n')"`,
    `TOKEN="$(kubectl create token ${NAME} -n ${NAMESPACE} --duration=${TOKEN_LIFETIME})"`,
    "cat > quorate.kubeconfig <<EOF",
    "apiVersion: v1",
    "kind: Config",
    `clusters: [{ name: c, cluster: { server: "$SERVER", certificate-authority-data: "$CA" } }]`,
    `users: [{ name: u, user: { token: "$TOKEN" } }]`,
    "contexts: [{ name: quorate, context: { cluster: c, user: u } }]",
    "current-context: quorate",
    "EOF",
    "chmod 600 quorate.kubeconfig",
  ].join("\n")}\n`;
}

function roleAndBinding(namespace: string | null, granted: readonly Permission[]): readonly object[] {
  const rules = rulesOf(granted.filter((permission) => namespaceOf(permission) === namespace));
  const kind = namespace === null ? "ClusterRole" : "Role";
  const metadata = metadataIn(namespace);
  return [
    { apiVersion: `${RBAC}/v1`, kind, metadata, rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: RBAC, kind, name: NAME },
      subjects: [{ kind: "ServiceAccount", name: NAME, namespace: NAMESPACE }],
    },
  ];
}

/** One rule per resource and verb; names of the same resource are gathered. */
function rulesOf(permissions: readonly Permission[]): readonly Rule[] {
  const paths = permissions.flatMap(({ attributes }) => (attributes.kind === "path" ? [attributes.path] : []));
  const byKind = Map.groupBy(resourcesOf(permissions), ({ group, resource, verb }) => `${group} ${resource} ${verb}`);
  const resourceRules = [...byKind.values()].map((same) => resourceRule(same));
  return [...(paths.length === 0 ? [] : [{ nonResourceURLs: paths, verbs: ["get"] }]), ...resourceRules];
}

function resourceRule(same: readonly ResourceAttributes[]): Rule {
  const names = same.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const [first] = same;
  return {
    apiGroups: [first?.group ?? ""],
    resources: [first?.resource ?? ""],
    ...(names.length === same.length ? { resourceNames: names } : {}),
    verbs: [first?.verb ?? ""],
  };
}

function resourcesOf(permissions: readonly Permission[]): readonly ResourceAttributes[] {
  return permissions.flatMap(({ attributes }) => (attributes.kind === "resource" ? [attributes.resource] : []));
}

function namespaceOf({ attributes }: Permission): string | null {
  return attributes.kind === "path" ? null : (attributes.resource.namespace ?? null);
}

function metadataIn(namespace: string | null): object {
  return { name: NAME, ...(namespace === null ? {} : { namespace }), labels: LABELS };
}
