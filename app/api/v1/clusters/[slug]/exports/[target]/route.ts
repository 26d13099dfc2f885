import { routes } from "#lib/core/api/index.ts";
import { exportTargets } from "#lib/core/export/index.ts";
import { planText } from "#lib/core/plan/plan.ts";
import { BadInput, NotFound } from "#lib/http/errors.ts";
import { handle } from "#lib/http/handle.ts";
import { rasterise } from "#lib/http/rasterise.ts";
import { readPlan } from "#lib/store/plans.ts";

export const GET = handle(routes.exportPlan, async ({ params, query }) => {
  const target = exportTargets.find(({ id }) => id === params.target);
  if (target === undefined)
    throw new NotFound({
      code: "unknown-export",
      detail: `There is no export "${params.target}". GET /exports lists them.`,
    });
  if (query.format !== undefined && !target.formats.includes(query.format)) {
    throw new BadInput({
      code: "unknown-format",
      detail: `"${params.target}" cannot be written as ${query.format}. Use one of: ${target.formats.join(", ")}.`,
    });
  }
  const { plan, version } = await readPlan(params.slug, query.version);
  const { files } = await target.write({ slug: params.slug, plan, version }, query);
  const [file] = files;
  if (file === undefined) throw new Error(`Export ${target.id} wrote no file`);
  if (query.format !== "png") return file;
  const bytes = await rasterise(new TextDecoder().decode(file.bytes), {
    scale: query.scale,
    planJson: planText(plan),
  });
  return { name: file.name.replace(/\.svg$/, ".png"), mediaType: "image/png", bytes };
});
