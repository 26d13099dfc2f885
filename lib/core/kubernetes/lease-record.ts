import * as z from "zod";
import type { LeaseRecord } from "#lib/core/live/observation.ts";
import { instantMs } from "./instant.ts";
import { ObjectMeta } from "./object-meta.ts";

/** coordination.k8s.io/v1; every field of the spec may be absent. */
export const Lease = z.object({
  metadata: ObjectMeta,
  spec: z
    .object({
      holderIdentity: z.string().nullish(),
      leaseDurationSeconds: z.number().nullish(),
      acquireTime: z.string().nullish(),
      renewTime: z.string().nullish(),
      leaseTransitions: z.number().nullish(),
      preferredHolder: z.string().nullish(),
    })
    .nullish(),
});

export function leaseRecord(namespace: string, { metadata, spec }: z.infer<typeof Lease>): LeaseRecord {
  return {
    ...recordOf(namespace, metadata),
    holder: spec?.holderIdentity ?? "",
    durationSeconds: spec?.leaseDurationSeconds ?? null,
    acquireTimeMs: instantMs(spec?.acquireTime),
    renewTimeMs: instantMs(spec?.renewTime),
    transitions: spec?.leaseTransitions ?? null,
    preferredHolder: spec?.preferredHolder ?? null,
    lock: "lease",
  };
}

export const LockObject = z.object({ metadata: ObjectMeta });
const LEADER_ANNOTATION = "control-plane.alpha.kubernetes.io/leader";
/** The annotation says `leaderTransitions` where the lease says `leaseTransitions` (client-go resourcelock). */
const LeaderElectionRecord = z.object({
  holderIdentity: z.string(),
  leaseDurationSeconds: z.number().nullish(),
  acquireTime: z.string().nullish(),
  renewTime: z.string().nullish(),
  leaderTransitions: z.number().nullish(),
});

/** The lock of clusters before 1.20, kept in an annotation; null where the object carries none that can be read. */
export function annotatedRecord(
  { metadata }: z.infer<typeof LockObject>,
  lock: "endpoints" | "config-map",
): LeaseRecord | null {
  const record = LeaderElectionRecord.safeParse(jsonOf(metadata.annotations?.[LEADER_ANNOTATION]));
  if (!record.success) return null;
  const { holderIdentity, leaseDurationSeconds, acquireTime, renewTime, leaderTransitions } = record.data;
  return {
    ...recordOf("kube-system", metadata),
    holder: holderIdentity,
    durationSeconds: leaseDurationSeconds ?? null,
    acquireTimeMs: instantMs(acquireTime),
    renewTimeMs: instantMs(renewTime),
    transitions: leaderTransitions ?? null,
    preferredHolder: null,
    lock,
  };
}

function recordOf(namespace: string, metadata: z.infer<typeof ObjectMeta>) {
  const written = (metadata.managedFields ?? []).map(({ time }) => instantMs(time) ?? 0);
  return {
    namespace,
    name: metadata.name,
    uid: metadata.uid ?? "",
    resourceVersion: metadata.resourceVersion ?? "",
    hostname: metadata.labels?.["kubernetes.io/hostname"] ?? null,
    writtenAtMs: written.length === 0 ? null : Math.max(...written) || null,
  };
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
