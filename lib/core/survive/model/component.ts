import * as z from "zod";

/** The things of a cluster whose state a person asks about, each a gate of the fault tree. */
const ComponentKind = z.enum([
  "machine",
  "etcd-member",
  "etcd-quorum",
  "apiserver",
  "api",
  "controller-manager",
  "scheduler",
  "balancer",
  "path",
  "registry",
  "storage",
  "cluster-dns",
  "monitoring",
  "service",
]);

/** `name` is the host name, endpoint name or product; null where the kind says it all (etcd quorum). */
export const Component = z.strictObject({
  kind: ComponentKind,
  name: z.string().nullable(),
  machineId: z.string().nullable(),
});
export type Component = z.infer<typeof Component>;
