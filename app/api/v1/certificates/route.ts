import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { listCertificates } from "#lib/store/live/certificates.ts";

export const GET = handle(routes.listCertificates, async ({ query }) => listCertificates(query));
