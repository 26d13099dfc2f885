import type * as z from "zod";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";
import { FILE_POLICY } from "./headers.ts";

/** What a handler of a `file` route returns; its media type must be one that the route declares. */
export interface FileAnswer {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array | string;
}

/** Types that a browser may show in place; every other file is only ever downloaded. */
const SHOWN_IN_PLACE = new Set(["text/html", "image/svg+xml", "image/png", "text/plain"]);

/** JSON that another thread has written already, so that this one need not stand still for it. */
export class JsonText {
  readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.bytes = bytes;
  }
}

export function jsonAnswer(status: number, value: unknown, headers: Headers): Response {
  headers.set("content-type", "application/json");
  return new Response(value instanceof JsonText ? value.bytes : JSON.stringify(value), { status, headers });
}

export function fileAnswer(file: FileAnswer, headers: Headers): Response {
  const { mediaType, bytes, name } = file;
  const needsCharset = mediaType.startsWith("text/") && !mediaType.includes(";");
  headers.set("content-type", needsCharset ? `${mediaType}; charset=utf-8` : mediaType);
  const isShown = SHOWN_IN_PLACE.has(essenceOf(mediaType));
  headers.set("content-disposition", `${isShown ? "inline" : "attachment"}; ${fileName(name)}`);
  headers.set("content-security-policy", FILE_POLICY);
  return new Response(typeof bytes === "string" ? bytes : new Uint8Array(bytes), { status: 200, headers });
}

/** Server-sent events; the headers keep proxies from holding them back. */
export function streamAnswer(events: ReadableStream<Uint8Array>, headers: Headers): Response {
  headers.set("content-type", "text/event-stream; charset=utf-8");
  headers.set("cache-control", "no-store, no-transform");
  headers.set("x-accel-buffering", "no");
  return new Response(events, { status: 200, headers });
}

/** The type without its parameters: `text/csv` of `text/csv; charset=utf-8`. */
export function essenceOf(mediaType: string): string {
  return mediaType.split(";", 1)[0] ?? mediaType;
}

/** RFC 6266: an ASCII name for old clients, the real one beside it. */
function fileName(name: string): string {
  const ascii = name.replaceAll(/[^\w.-]/g, "_");
  const quoted = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${quoted}`;
}

/**
 * Throws when an answer holds what its schema does not name. Thorough (tests, development) parses it whole;
 * otherwise only the names of the fields at the top and in `rows` are compared, since a plan of 5,000 machines
 * takes longer to parse than to send.
 */
export function checkAnswer(spec: RouteSpec, value: unknown, isThorough: boolean): void {
  if (spec.answer.kind !== "json") return;
  const { schema } = spec.answer;
  if (value instanceof JsonText) {
    if (isThorough) checkAnswer(spec, JSON.parse(new TextDecoder().decode(value.bytes)), true);
    return;
  }
  if (!isThorough) {
    checkNames(spec.id, schema, value);
    return;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`answer of ${spec.id} is not what its schema says`, { cause: parsed.error });
}

function checkNames(routeId: string, schema: z.ZodType, value: unknown): void {
  const shape = strictShape(schema);
  if (shape === null || typeof value !== "object" || value === null) return;
  const stray = Object.keys(value).filter((key) => !Object.hasOwn(shape, key));
  if (stray.length > 0) throw new Error(`answer of ${routeId} has fields outside its schema: ${stray.join(", ")}`);
  const row = shape.rows === undefined ? null : elementOf(shape.rows);
  if (row === null || !("rows" in value) || !Array.isArray(value.rows)) return;
  for (const entry of value.rows) checkNames(routeId, row, entry);
}

type Definition = z.core.$ZodTypeDef & {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly catchall?: z.ZodType;
  readonly element?: z.ZodType;
};

/** The fields of a strict object; null for a schema that allows others. */
function strictShape(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | null {
  const def: Definition = schema.def;
  return def.catchall?.def.type === "never" ? (def.shape ?? null) : null;
}

function elementOf(schema: z.ZodType): z.ZodType | null {
  const def: Definition = schema.def;
  return def.element ?? null;
}
