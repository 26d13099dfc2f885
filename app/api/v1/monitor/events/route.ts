import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { listMonitorEvents } from "#lib/store/live/history/monitor-events.ts";

export const GET = handle(routes.listMonitorEvents, async () => listMonitorEvents());
