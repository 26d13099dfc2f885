import { routes } from "#lib/core/api/index.ts";
import { toSvg } from "#lib/core/export/drawing.ts";
import { handle } from "#lib/http/handle.ts";
import { readPlan } from "#lib/store/plans.ts";

export const GET = handle(routes.topologySvg, async ({ params, query }) => {
  const { plan, version } = await readPlan(params.slug, query.version);
  const svg = toSvg({ slug: params.slug, plan, version }, query);
  return {
    name: `${params.slug}-topology.svg`,
    mediaType: "image/svg+xml; charset=utf-8",
    bytes: new TextEncoder().encode(svg),
  };
});
