import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

type OpenPointKind = "addresses" | "inferred" | "specs" | "noRoles" | "noEndpoint";

/** Something the plan leaves to be decided; `machines` are the first few concerned. */
export interface OpenPoint {
  readonly kind: OpenPointKind;
  readonly count: number;
  readonly machines: readonly { readonly id: string; readonly hostname: string }[];
}

const NAMED_MAX = 6;

function isSpecOpen({ cpuCores, memoryMiB, disks }: Machine): boolean {
  return cpuCores === undefined || memoryMiB === undefined || disks.length === 0;
}

function pointOf(kind: OpenPointKind, machines: readonly Machine[]): OpenPoint[] {
  if (machines.length === 0) return [];
  const named = machines.slice(0, NAMED_MAX).map(({ id, hostname }) => ({ id, hostname }));
  return [{ kind, count: machines.length, machines: named }];
}

/** What a person still has to decide, without judging the design: that is for the rules. */
export function openPoints({ machines, endpoints }: Pick<Plan, "machines" | "endpoints">): OpenPoint[] {
  const isAddressOpen = endpoints.every(({ vips, dnsName }) => vips.length === 0 && dnsName === undefined);
  return [
    ...(machines.length > 0 && isAddressOpen ? [{ kind: "noEndpoint" as const, count: 1, machines: [] }] : []),
    ...pointOf(
      "noRoles",
      machines.filter(({ roles }) => roles.length === 0),
    ),
    ...pointOf(
      "inferred",
      machines.filter(({ areRolesInferred }) => areRolesInferred === true),
    ),
    ...pointOf(
      "addresses",
      machines.filter(({ ips }) => ips.length === 0),
    ),
    ...pointOf("specs", machines.filter(isSpecOpen)),
  ];
}
