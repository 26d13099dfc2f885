import { parse } from "yaml";
import * as z from "zod";
import { probe } from "#lib/probe/probe.ts";
import { getObject, getOptional } from "./kube.ts";

const Namespace = z.object({ metadata: z.object({ uid: z.string() }) });
const KubeadmConfig = z.object({ data: z.record(z.string(), z.string()).nullish() });
const ClusterConfiguration = z.object({
  etcd: z.object({ external: z.unknown().optional(), local: z.unknown().optional() }),
});

const NAMESPACE = { path: "/api/v1/namespaces/kube-system", what: "namespace kube-system" };
const CONFIG = { path: "/api/v1/namespaces/kube-system/configmaps/kubeadm-config", what: "configmap kubeadm-config" };

/** What stays the same over the life of a cluster, and where kubeadm says its etcd lives. */
export const clusterIdentity = probe("cluster-identity", async (look) => {
  const { metadata } = await getObject(look, NAMESPACE, Namespace);
  const config = await getOptional(look, CONFIG, KubeadmConfig);
  return { uid: metadata.uid, etcdKind: etcdKindOf(config?.data?.ClusterConfiguration ?? "") };
});

export function etcdKindOf(clusterConfiguration: string): "stacked" | "external" | null {
  const parsed = ClusterConfiguration.safeParse(yamlOf(clusterConfiguration));
  if (!parsed.success) return null;
  if (parsed.data.etcd.external != null) return "external";
  return parsed.data.etcd.local === undefined ? null : "stacked";
}

function yamlOf(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    return null;
  }
}
