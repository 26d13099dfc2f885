import * as z from "zod";
import type { NodeRecord } from "#lib/core/live/observation.ts";
import { instantMs } from "./instant.ts";
import { ObjectMeta } from "./object-meta.ts";
import { quantity } from "./quantity.ts";

/** Named fields alone: images, volumes and annotations of a node are never kept. */
export const Node = z.object({
  metadata: ObjectMeta,
  spec: z.object({ unschedulable: z.boolean().nullish() }).nullish(),
  status: z.object({
    addresses: z.array(z.object({ type: z.string(), address: z.string() })).nullish(),
    conditions: z
      .array(z.object({ type: z.string(), status: z.string(), lastTransitionTime: z.string().nullish() }))
      .nullish(),
    capacity: z.record(z.string(), z.string()).nullish(),
    nodeInfo: z.object({ kubeletVersion: z.string(), systemUUID: z.string(), bootID: z.string() }),
  }),
});

const ROLE_LABEL = "node-role.kubernetes.io/";
const ZONE_LABELS = ["topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"];
const MIB = 2 ** 20;

export function nodeRecord({ metadata, spec, status }: z.infer<typeof Node>): NodeRecord {
  const labels = metadata.labels ?? {};
  const cpu = quantity(status.capacity?.cpu);
  const memory = quantity(status.capacity?.memory);
  return {
    name: metadata.name,
    uid: metadata.uid ?? "",
    addresses: (status.addresses ?? []).map(({ address }) => address),
    roles: rolesOf(labels),
    conditions: (status.conditions ?? []).map((condition) => ({
      type: condition.type,
      status: condition.status,
      sinceMs: instantMs(condition.lastTransitionTime),
    })),
    isUnschedulable: spec?.unschedulable ?? false,
    kubeletVersion: status.nodeInfo.kubeletVersion,
    systemUuid: status.nodeInfo.systemUUID,
    bootId: status.nodeInfo.bootID,
    cpuMillis: cpu === null ? null : Math.round(cpu * 1000),
    memoryMiB: memory === null ? null : Math.round(memory / MIB),
    zone: ZONE_LABELS.map((label) => labels[label]).find((zone) => zone !== undefined) ?? null,
  };
}

/** `node-role.kubernetes.io/<role>` with any value, and the older `kubernetes.io/role: <role>`. */
function rolesOf(labels: Readonly<Record<string, string>>): readonly string[] {
  const keys = Object.keys(labels).filter((label) => label.startsWith(ROLE_LABEL));
  const older = labels["kubernetes.io/role"];
  return [...new Set([...keys.map((key) => key.slice(ROLE_LABEL.length)), ...(older === undefined ? [] : [older])])];
}
