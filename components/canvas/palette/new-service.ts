import type { PlanOptions } from "#lib/core/plan/options.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { type Placed, SERVICES, type SupportService } from "./parts.ts";

// Once a day, a week back: the least that a restore after a bad change needs.
const BACKUP_EVERY_MINUTES = 1440;
const BACKUPS_KEPT = 7;

/** What a service begins with; a kind that must be given is the one most plans have. */
function optionsOf(service: SupportService, plan: Plan, id: string): Partial<PlanOptions> | null {
  const { options } = plan;
  switch (service) {
    case "registry":
      return { registry: options.registry ?? { kind: "harbor" } };
    case "backup":
      return { backup: options.backup ?? { intervalMinutes: BACKUP_EVERY_MINUTES, keep: BACKUPS_KEPT } };
    case "dns":
      return null;
    case "time":
      return { time: options.time ?? { servers: [], client: "chrony" } };
    case "storage":
      return { storage: [...(options.storage ?? []), { kind: "csi" }] };
    case "monitoring":
      return { monitoring: options.monitoring ?? { kind: "prometheus" } };
    case "logging":
      return { logging: options.logging ?? { kind: "elasticsearch" } };
    case "network": {
      const elements = options.networkElements ?? [];
      const name = `switch${elements.length + 1}`;
      return { networkElements: [...elements, { id, kind: "switch", name, units: 1, redundancy: "none" }] };
    }
  }
}

/** The edit that puts a support service into the plan; one that is there already stays as it is. */
export function serviceEdit(plan: Plan, part: string, id: string): Placed {
  const service = SERVICES.find((each) => part === `service:${each}`) ?? "backup";
  const set = optionsOf(service, plan, id);
  const nth = service === "storage" ? (set?.storage?.length ?? 1) : 1;
  return { edit: set === null ? null : { type: "setOptions", set }, ids: [`support:${service}/${nth}`] };
}
