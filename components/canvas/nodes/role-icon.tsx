import {
  Boxes,
  Database,
  DoorOpen,
  HardDrive,
  type LucideIcon,
  Package,
  Server,
  ServerOff,
  ShipWheel,
  Waypoints,
} from "lucide-react";
import type { Role } from "#lib/core/plan/machine.ts";

const ICONS: Record<Role, LucideIcon> = {
  lb: Waypoints,
  "control-plane": ShipWheel,
  etcd: Database,
  worker: Server,
  storage: HardDrive,
  registry: Package,
  infra: Boxes,
  bastion: DoorOpen,
};

/** Roles have no colour: icon, lane and label tell them apart. */
export function RoleIcon({ of: role, size = 16 }: { of: Role | undefined; size?: number }) {
  const Icon = role === undefined ? ServerOff : ICONS[role];
  return <Icon size={size} strokeWidth={1.75} aria-hidden className="shrink-0 text-text-2" />;
}
