export interface ResourceAttributes {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  /** Absent = all namespaces, or a resource that has none. */
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

/** One right, as a SelfSubjectAccessReview asks about it. */
export interface Permission {
  /** Stable: screens translate it, and what was found is stored under it. */
  readonly id: string;
  /** `needed` = some signal is lost without it; `legacy` = only clusters before 1.20; `excess` = should not be granted. */
  readonly need: "needed" | "legacy" | "excess";
  readonly attributes:
    | { readonly kind: "resource"; readonly resource: ResourceAttributes }
    | { readonly kind: "path"; readonly path: string; readonly verb: "get" };
}

const LEASES = "coordination.k8s.io";
const SYSTEM = "kube-system";

/** What the probes read, and nothing else. The rendered role grants exactly these. */
const NEEDED: readonly Permission[] = [
  path("/readyz"),
  path("/readyz/*"),
  path("/livez"),
  path("/livez/*"),
  path("/version"),
  path("/api"),
  needed({ group: LEASES, resource: "leases", verb: "list", namespace: SYSTEM }),
  needed({ group: LEASES, resource: "leases", verb: "list", namespace: "kube-node-lease" }),
  needed({ group: "", resource: "nodes", verb: "list" }),
  needed({ group: "", resource: "pods", verb: "list", namespace: SYSTEM }),
  needed({ group: "", resource: "namespaces", verb: "get", namespace: SYSTEM, name: SYSTEM }),
  ...["kubeadm-config", "extension-apiserver-authentication", "kube-root-ca.crt"].map((name) =>
    needed({ group: "", resource: "configmaps", verb: "get", namespace: SYSTEM, name }),
  ),
  needed({
    group: "discovery.k8s.io",
    resource: "endpointslices",
    verb: "get",
    namespace: "default",
    name: "kubernetes",
  }),
];

const LEGACY: readonly Permission[] = ["endpoints", "configmaps"].flatMap((resource) =>
  ["kube-scheduler", "kube-controller-manager"].map((name) =>
    right("legacy", { group: "", resource, verb: "get", namespace: SYSTEM, name }),
  ),
);

/** Rights that turn a stolen credential into the cluster. A GET on nodes/proxy is enough to run a command on a node. */
const EXCESS: readonly Permission[] = [
  { group: "*", resource: "*", verb: "*" },
  { group: "", resource: "secrets", verb: "list" },
  { group: "", resource: "pods", verb: "create" },
  { group: "", resource: "pods", subresource: "exec", verb: "create" },
  { group: "", resource: "nodes", subresource: "proxy", verb: "get" },
  { group: "", resource: "nodes", verb: "delete" },
  { group: "apps", resource: "deployments", verb: "update" },
  { group: LEASES, resource: "leases", verb: "update", namespace: SYSTEM },
  { group: "", resource: "users", verb: "impersonate" },
  { group: "rbac.authorization.k8s.io", resource: "clusterrolebindings", verb: "create" },
].map((resource) => right("excess", resource));

/** Every right that the access probe asks about. */
export const PERMISSIONS: readonly Permission[] = [...NEEDED, ...LEGACY, ...EXCESS];

function needed(resource: ResourceAttributes): Permission {
  return right("needed", resource);
}

function right(need: Permission["need"], resource: ResourceAttributes): Permission {
  return { id: idOf(resource), need, attributes: { kind: "resource", resource } };
}

function path(url: string): Permission {
  return { id: `get ${url}`, need: "needed", attributes: { kind: "path", path: url, verb: "get" } };
}

/** Such as `list leases.coordination.k8s.io in kube-system`: the words of `kubectl auth can-i`. */
function idOf({ group, resource, verb, namespace, name, subresource }: ResourceAttributes): string {
  const kind = `${resource}${group === "" ? "" : `.${group}`}${subresource === undefined ? "" : `/${subresource}`}`;
  const named = name === undefined || name === namespace ? "" : ` ${name}`;
  return `${verb} ${kind}${named}${namespace === undefined ? "" : ` in ${namespace}`}`;
}
