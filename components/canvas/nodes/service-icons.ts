import {
  Activity,
  Archive,
  Clock,
  Globe,
  HardDrive,
  type LucideIcon,
  Network,
  Package,
  ScrollText,
} from "lucide-react";
import type { SupportNode } from "#lib/core/scene/scene.ts";

export const SERVICE_ICONS: Record<SupportNode["service"], LucideIcon> = {
  registry: Package,
  backup: Archive,
  dns: Globe,
  time: Clock,
  storage: HardDrive,
  monitoring: Activity,
  logging: ScrollText,
  network: Network,
};
