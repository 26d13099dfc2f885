import { routes } from "#lib/core/api/index.ts";
import { exportTargets } from "#lib/core/export/index.ts";
import { handle } from "#lib/http/handle.ts";

export const GET = handle(routes.listExports, async () => ({
  rows: exportTargets.map(({ id, formats, title }) => ({ id, formats: [...formats], title })),
}));
