import { Network } from "lucide-react";
import { RoleIcon } from "#components/canvas/nodes/role-icon.tsx";
import { SERVICE_ICONS } from "#components/canvas/nodes/service-icons.ts";
import { machinePart, type PartId, SERVICES } from "./parts.ts";

export function PartIcon({ part }: { part: PartId }) {
  const role = machinePart(part)?.role;
  if (role !== undefined) return <RoleIcon of={role} />;
  const service = SERVICES.find((each) => part === `service:${each}`);
  const Icon = service === undefined ? Network : SERVICE_ICONS[service];
  return <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-text-2" />;
}
