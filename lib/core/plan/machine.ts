import * as z from "zod";
import { Cidr, Port } from "./address.ts";

export const Role = z.enum(["lb", "control-plane", "etcd", "worker", "storage", "registry", "infra", "bastion"]);
export type Role = z.infer<typeof Role>;

export const DiskKind = z.enum(["nvme", "ssd", "hdd", "san", "nfs", "raw"]);
export const DiskPurpose = z.enum(["system", "etcd", "containerd", "data", "ceph", "images", "logs"]);

/** One disk. `sizeGB` is decimal GB as sold; `atLeast` marks a lower bound (`400G+`). The first disk is the system disk. */
export const Disk = z.strictObject({
  sizeGB: z.int().min(1),
  atLeast: z.literal(true).optional(),
  kind: DiskKind.optional(),
  purpose: DiskPurpose.optional(),
  isDedicated: z.boolean().optional(),
});
export type Disk = z.infer<typeof Disk>;

/** What the spec text says about a machine: whole cores, MiB of memory, disks in GB. */
export const Spec = z.strictObject({
  cpuCores: z.int().min(1).max(4096),
  memoryMiB: z.int().min(512),
  disks: z.array(Disk).max(64),
});
export type Spec = z.infer<typeof Spec>;

export const Taint = z.strictObject({
  key: z.string().min(1).max(317),
  value: z.string().max(63).optional(),
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
});

const Name = z.string().min(1).max(253);
/** No `/` (paths of changes) and no `|` (pairs of `rttMs`). */
export const MachineId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^/|]+$/);

/**
 * One host of a plan. Host name and address syntax is not judged here but on the result of an edit
 * (`judge.ts`), so that a draft of an import can hold what a person typed.
 */
export const Machine = z.strictObject({
  id: MachineId,
  /** Sort key inside the plan: fractional, so that moving one machine changes one row. */
  order: z.number(),
  hostname: z.string().max(300),
  /** First is the primary address; empty while it is to be assigned. */
  ips: z.array(z.string().max(64)).max(16),
  /** The range an address is to be assigned in, when the source masked it. */
  ipToAssignIn: Cidr.optional(),
  prefixLength: z.int().min(0).max(128).optional(),
  gateway: z.string().max(64).optional(),
  mac: z.string().max(64).optional(),
  productUuid: z.string().max(64).optional(),
  interfaceName: z.string().max(15).optional(),
  nicGbps: z.number().positive().optional(),
  roles: z.array(Role).max(8),
  /** True while the roles were guessed from names and remarks and nobody has confirmed them. */
  areRolesInferred: z.boolean().optional(),
  pool: Name.optional(),
  cpuCores: Spec.shape.cpuCores.optional(),
  memoryMiB: Spec.shape.memoryMiB.optional(),
  disks: Spec.shape.disks,
  diskLayout: z.string().max(200).optional(),
  /** What the source wrote, verbatim, so that a table can go out as it came in. */
  specText: z.string().max(500).optional(),
  osText: z.string().max(500).optional(),
  os: Name.optional(),
  osVersion: Name.optional(),
  kernel: Name.optional(),
  cgroup: z.union([z.literal(1), z.literal(2)]).optional(),
  arch: z.enum(["amd64", "arm64", "loong64", "ppc64le", "riscv64", "s390x"]).optional(),
  site: Name.optional(),
  zone: Name.optional(),
  rack: Name.optional(),
  hypervisor: Name.optional(),
  powerFeed: Name.optional(),
  switch: Name.optional(),
  sshUser: z.string().max(64).optional(),
  sshPort: Port.optional(),
  kubeletVersion: z.string().max(40).optional(),
  labels: z.record(z.string().max(317), z.string().max(63)).optional(),
  taints: z.array(Taint).max(50).optional(),
  remark: z.string().max(2000).optional(),
  /** Etcd member of a separate events cluster rather than of the main one. */
  isEventsEtcd: z.boolean().optional(),
  measured: z
    .strictObject({ fsyncP99Ms: z.number().positive().optional(), sequentialIops: z.number().positive().optional() })
    .optional(),
  /** Failure figures of this machine where they differ from the defaults of its kind, in hours. */
  reliability: z
    .strictObject({
      mtbfHours: z.number().positive(),
      mttrHours: z.number().positive(),
      provenance: z.enum(["measured", "vendor", "literature", "default"]),
    })
    .optional(),
});
export type Machine = z.infer<typeof Machine>;
export type MachineField = Exclude<keyof Machine, "id">;

export const DOMAIN_LEVELS = ["site", "zone", "rack", "hypervisor", "powerFeed", "switch"] as const;
export const DomainLevel = z.enum(DOMAIN_LEVELS);
export type DomainLevel = z.infer<typeof DomainLevel>;
