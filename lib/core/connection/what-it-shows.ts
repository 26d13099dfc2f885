import type { Permission } from "./permissions.ts";

/** What a screen loses without a right; the words are `connect.loses.<name>`. */
export type Loss =
  | "health"
  | "version"
  | "leaders"
  | "node-leases"
  | "nodes"
  | "pods"
  | "identity"
  | "authorities"
  | "servers";

const PATHS: Readonly<Record<string, Loss>> = { "/version": "version", "/api": "servers" };
const RESOURCES: Readonly<Record<string, Loss>> = {
  nodes: "nodes",
  pods: "pods",
  namespaces: "identity",
  configmaps: "authorities",
  endpointslices: "servers",
};

/** What is lost where this right is not granted. */
export function lossWithout({ attributes }: Permission): Loss {
  if (attributes.kind === "path") return PATHS[attributes.path] ?? "health";
  const { resource, namespace, name } = attributes.resource;
  if (resource === "leases") return namespace === "kube-node-lease" ? "node-leases" : "leaders";
  if (name === "kubeadm-config") return "identity";
  return RESOURCES[resource] ?? "health";
}
