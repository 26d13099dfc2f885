import { Role } from "#lib/core/plan/machine.ts";
import type { TableColumn } from "#lib/core/table/columns.ts";

/** Texts offered while a cell is typed; anything else may be typed as well. */
export const CHOICES: Partial<Record<TableColumn, readonly string[]>> = {
  roles: ["control-plane + etcd", "worker + storage", ...Role.options],
  arch: ["amd64", "arm64", "loong64", "ppc64le", "riscv64", "s390x"],
  cgroup: ["1", "2"],
};
