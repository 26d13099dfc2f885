import { type Api, ask } from "#e2e/product-api.ts";
import { routes } from "#lib/core/api/index.ts";

/** How many shards each live engine holds, by its id. */
export async function engineShards(api: Api): Promise<ReadonlyMap<string, number>> {
  const text = await (await ask(api, routes.metrics, {})).text();
  const samples = text.matchAll(/^quorate_engine_shards\{engine="(.+)"\} (\d+)$/gm);
  return new Map([...samples].map(([, id = "", count]) => [id, Number(count)]));
}
