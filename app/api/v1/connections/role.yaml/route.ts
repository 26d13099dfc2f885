import { routes } from "#lib/core/api/index.ts";
import { renderClusterRole } from "#lib/core/connection/role.ts";
import { handle } from "#lib/http/handle.ts";

export const GET = handle(routes.getRole, async () => ({
  name: "quorate-reader.yaml",
  mediaType: "application/yaml",
  bytes: renderClusterRole({ hasLegacyLocks: false }),
}));
