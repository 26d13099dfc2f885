import * as z from "zod";
import type { Look } from "#lib/probe/probe.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { parseJson } from "#lib/probe/transport/parse-json.ts";
import { type Answer, JSON_CAP_BYTES, read } from "#lib/probe/transport/read.ts";
import { okText, refusalOf } from "#lib/probe/transport/refusal.ts";

const JSON_TYPE = "application/json";
/** A page of 500 nodes with their images is 4 to 8 MB. */
const LIST_CAP_BYTES = 12 * 1024 * 1024;
const PAGE_SIZE = 500;
/** 20,000 objects: four times the largest cluster that Kubernetes supports (5,000 nodes). */
const MAX_PAGES = 40;

export interface KubeQuestion {
  readonly path: string;
  /** Plain words for evidence, such as "nodes" or "leases in kube-system". */
  readonly what: string;
}

/** Status and text of a path of the API server, whatever the status. */
export function askKube(look: Look, path: string, isFresh = false): Promise<Answer> {
  return read(look, { path, accept: JSON_TYPE, capBytes: JSON_CAP_BYTES, isFresh, body: null });
}

export async function getObject<T>(look: Look, { path, what }: KubeQuestion, schema: z.ZodType<T>): Promise<T> {
  return parseJson(okText(await askKube(look, path), what), what, schema);
}

/** The object; null where it does not exist or we may not read it. */
export async function getOptional<T>(look: Look, question: KubeQuestion, schema: z.ZodType<T>): Promise<T | null> {
  const answer = await askKube(look, question.path);
  if (answer.status === 404 || answer.status === 403) return null;
  return parseJson(okText(answer, question.what), question.what, schema);
}

export async function postObject<T>(
  look: Look,
  question: KubeQuestion & { readonly body: unknown },
  schema: z.ZodType<T>,
) {
  const { path, what } = question;
  const body = JSON.stringify(question.body);
  const answer = await read(look, { path, accept: JSON_TYPE, capBytes: JSON_CAP_BYTES, isFresh: false, body });
  return parseJson(okText(answer, what), what, schema);
}

/** One page of a list. Made once per kind: making a schema costs more than reading a page with it. */
export function pageOf<T>(item: z.ZodType<T>) {
  return z.object({ metadata: z.object({ continue: z.string().nullish() }).nullish(), items: z.array(item) });
}

type Page<T> = ReturnType<typeof pageOf<T>>;

/** All pages of a list. No `resourceVersion`: 0 may come from an old cache, and then a lease seems to step back. */
export async function listAll<T>(look: Look, { path, what }: KubeQuestion, page: Page<T>): Promise<readonly T[]> {
  const items: T[] = [];
  let next = "";
  for (let number = 0; number < MAX_PAGES; number += 1) {
    const query = `${path.includes("?") ? "&" : "?"}limit=${PAGE_SIZE}${next === "" ? "" : `&continue=${next}`}`;
    const question = { accept: JSON_TYPE, capBytes: LIST_CAP_BYTES, isFresh: false, body: null };
    const answer = await read(look, { ...question, path: `${path}${query}` });
    // 410 = the pages' snapshot has expired; what was read so far would be a partial list.
    if (answer.status === 410) throw refusalOf(answer, `${what}: the list expired between two pages`);
    const list = parseJson(okText(answer, what), what, page);
    items.push(...list.items);
    next = encodeURIComponent(list.metadata?.continue ?? "");
    if (next === "") return items;
  }
  throw new Miss("too-large", `More than ${MAX_PAGES * PAGE_SIZE} ${what}.`);
}
