import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { openApiDocument } from "#lib/http/openapi.ts";

export const GET = handle(routes.openapi, async () => openApiDocument(routes));
