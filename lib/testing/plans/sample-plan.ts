import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import type { Actor } from "#lib/store/people/audit.ts";

/** Machine `m<number>`, called `host<number>`, in 10.0.0.0/8. */
export function sampleMachine(number: number, fields: Partial<Machine> = {}): Machine {
  return {
    id: `m${number}`,
    order: number,
    hostname: `host${number}`,
    ips: [`10.0.${Math.floor(number / 250)}.${(number % 250) + 1}`],
    roles: ["worker"],
    cpuCores: 8,
    memoryMiB: 32_768,
    disks: [{ sizeGB: 100 }, { sizeGB: 500 }],
    ...fields,
  };
}

/** A plan of machines 1 to `count`. */
export function samplePlan(count: number, name = "Sample"): Plan {
  return { ...blankPlan(name), machines: Array.from({ length: count }, (_, index) => sampleMachine(index + 1)) };
}

/** Somebody who writes. */
export function sampleActor(name: string): Actor {
  return { id: `user-${name}`, name, ip: "192.0.2.1", requestId: `request-${name}` };
}
