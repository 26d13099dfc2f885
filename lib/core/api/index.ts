import { accessRoutes } from "./access.ts";
import { connectionRoutes } from "./connections.ts";
import { documentRoutes, systemRoutes } from "./documents.ts";
import { inventoryRoutes } from "./inventory.ts";
import { liveRoutes } from "./live.ts";
import { planRoutes } from "./plans.ts";
import type { RouteSpec } from "./route-spec.ts";
import { settingsRoutes } from "./settings.ts";
import { surviveRoutes } from "./survive.ts";

/** Every operation of `/api/v1`. A handler that is not in this table cannot be exported (`lib/http/verify-routes.ts`). */
export const routes = {
  ...accessRoutes,
  ...planRoutes,
  ...inventoryRoutes,
  ...documentRoutes,
  ...surviveRoutes,
  ...connectionRoutes,
  ...liveRoutes,
  ...settingsRoutes,
  ...systemRoutes,
} satisfies Record<string, RouteSpec>;
export type RouteId = keyof typeof routes;
