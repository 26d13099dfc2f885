import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { listMachines } from "#lib/store/machines.ts";

export const GET = handle(routes.listMachines, async ({ query }) => listMachines(query));
