import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { listAudit } from "#lib/store/people/audit.ts";

export const GET = handle(routes.listAudit, async ({ query }) => listAudit(query));
