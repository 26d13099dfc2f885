import * as z from "zod";
import { ImportAnswer } from "#lib/core/import/draft.ts";
import { DOMAIN_LEVELS } from "#lib/core/plan/machine.ts";
import { ServiceId } from "#lib/core/survive/fault-tree.ts";
import { Totals } from "./plans.ts";
import { IMPORT_BODY_MAX, routeSpec } from "./route-spec.ts";
import { SlugParams } from "./shapes.ts";

export const EXPORT_TARGETS = [
  "machine-table",
  "drawing",
  "plan",
  "survive-report",
  "survive-analysis",
  "open-psa",
] as const;

export const ExportQuery = z.object({
  preset: z.enum(["classic", "detailed"]).default("classic"),
  format: z.enum(["md", "csv", "xlsx", "html", "svg", "png", "json", "xml"]).optional(),
  lang: z.enum(["zh", "en", "both"]).default("en"),
  mask: z.enum(["none", "last", "last-two"]).default("none"),
  scale: z.coerce.number().int().min(1).max(4).default(1),
  theme: z.enum(["light", "dark"]).default("light"),
  /** Columns of the drawing; absent = the level at which the plan's machines differ. */
  domain: z.enum(["none", ...DOMAIN_LEVELS]).optional(),
  /** The service whose fault tree is written. */
  service: ServiceId.default("api-writes"),
  version: z.coerce.number().int().min(0).optional(),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

const ExportTarget = z.strictObject({
  id: z.enum(EXPORT_TARGETS),
  formats: z.array(z.string()),
  title: z.strictObject({ en: z.string(), zh: z.string() }),
});
const Template = z.strictObject({
  id: z.string(),
  title: z.strictObject({ en: z.string(), zh: z.string() }),
  summary: z.strictObject({ en: z.string(), zh: z.string() }),
  totals: Totals,
});

const IMPORT_SOURCES = ["table", "plan"] as const;

export const documentRoutes = {
  listExports: routeSpec({
    id: "listExports",
    method: "GET",
    path: "/exports",
    policy: "viewer",
    summary: "Export targets and their formats",
    answer: { kind: "json", status: 200, schema: z.strictObject({ rows: z.array(ExportTarget) }) },
  }),
  exportPlan: routeSpec({
    id: "exportPlan",
    method: "GET",
    path: "/clusters/{slug}/exports/{target}",
    policy: "viewer",
    perMinute: 120,
    summary: "One export as a file",
    params: SlugParams.extend({ target: z.enum(EXPORT_TARGETS) }),
    query: ExportQuery,
    answer: {
      kind: "file",
      status: 200,
      types: [
        "text/markdown",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "text/html",
        "image/svg+xml",
        "image/png",
        "application/json",
        "application/xml",
      ],
    },
  }),
  topologySvg: routeSpec({
    id: "topologySvg",
    method: "GET",
    path: "/clusters/{slug}/topology.svg",
    policy: "viewer",
    perMinute: 120,
    summary: "The drawing",
    params: SlugParams,
    query: ExportQuery,
    answer: { kind: "file", status: 200, types: ["image/svg+xml"] },
  }),
  parseImport: routeSpec({
    id: "parseImport",
    method: "POST",
    path: "/imports/{source}",
    policy: "editor",
    perMinute: 60,
    summary: "Parse a table or a plan; nothing is stored",
    params: z.object({ source: z.enum(IMPORT_SOURCES) }),
    query: z.object({
      filename: z.string().max(255).optional(),
      sheet: z.string().max(100).optional(),
      /** 0-based; -1 says that there is no header. */
      headerRow: z.coerce.number().int().min(-1).optional(),
      /** JSON list of one field name per column. */
      mapping: z.string().max(8000).optional(),
      fillDown: z.stringbool().optional(),
      /** Joins several columns of one field instead of taking the first. */
      concatenate: z.stringbool().optional(),
      skipHidden: z.stringbool().optional(),
    }),
    body: { kind: "bytes", maxBytes: IMPORT_BODY_MAX },
    answer: { kind: "json", status: 200, schema: ImportAnswer },
  }),
  listTemplates: routeSpec({
    id: "listTemplates",
    method: "GET",
    path: "/templates",
    policy: "viewer",
    summary: "Plan templates",
    answer: { kind: "json", status: 200, schema: z.strictObject({ rows: z.array(Template) }) },
  }),
};

export const systemRoutes = {
  openapi: routeSpec({
    id: "openapi",
    method: "GET",
    path: "/openapi.json",
    policy: "viewer",
    summary: "This API as OpenAPI 3.1",
    answer: { kind: "json", status: 200, schema: z.looseObject({}) },
  }),
  planSchema: routeSpec({
    id: "planSchema",
    method: "GET",
    path: "/schemas/plan.json",
    policy: "viewer",
    summary: "JSON Schema of a plan",
    answer: { kind: "json", status: 200, schema: z.looseObject({}) },
  }),
  health: routeSpec({
    id: "health",
    method: "GET",
    path: "/healthz",
    policy: "public",
    summary: "Own health; 503 when the database is down",
    answer: {
      kind: "json",
      status: 200,
      schema: z.strictObject({
        status: z.enum(["ok", "failing"]),
        database: z.enum(["ok", "failing"]),
        build: z.string(),
      }),
    },
  }),
  metrics: routeSpec({
    id: "metrics",
    method: "GET",
    path: "/metrics",
    policy: "viewer",
    summary: "Prometheus text",
    answer: { kind: "file", status: 200, types: ["text/plain"] },
  }),
};
