"use client";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { EXPORT_TARGETS, type ExportQuery } from "#lib/core/api/documents.ts";
import { exportTargets } from "#lib/core/export/index.ts";
import { DOMAIN_LEVELS } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { defaultView } from "#lib/core/scene/layout.ts";
import { ServiceId } from "#lib/core/survive/fault-tree.ts";

export const FORMATS = ["md", "csv", "xlsx", "html", "svg", "png", "json", "xml"] as const;

const shape = {
  target: parseAsStringLiteral(EXPORT_TARGETS).withDefault("machine-table"),
  preset: parseAsStringLiteral(["classic", "detailed"]).withDefault("classic"),
  format: parseAsStringLiteral(FORMATS),
  lang: parseAsStringLiteral(["zh", "en", "both"]),
  mask: parseAsStringLiteral(["none", "last", "last-two"]).withDefault("none"),
  theme: parseAsStringLiteral(["light", "dark"]).withDefault("light"),
  domain: parseAsStringLiteral(["none", ...DOMAIN_LEVELS]),
  scale: parseAsInteger.withDefault(2),
  service: parseAsStringLiteral(ServiceId.options).withDefault("api-writes"),
};

type ExportTargetId = (typeof EXPORT_TARGETS)[number];

export interface ExportChoice {
  readonly target: ExportTargetId;
  readonly formats: readonly string[];
  readonly query: ExportQuery & {
    readonly domain: NonNullable<ExportQuery["domain"]>;
    readonly format: (typeof FORMATS)[number];
  };
}

/** What the person chose, kept in the address of the page; a format that the target lacks falls back to its first. */
export function useExportChoice(locale: string, plan: Plan) {
  const [state, setState] = useQueryStates(shape);
  const formats = exportTargets.find(({ id }) => id === state.target)?.formats ?? [];
  const fallback = FORMATS.find((format) => format === formats[0]) ?? "md";
  const format = state.format !== null && formats.includes(state.format) ? state.format : fallback;
  const lang = state.lang ?? (locale.startsWith("zh") ? "zh" : "en");
  const { target, preset, mask, theme, scale, service } = state;
  const domain = state.domain ?? defaultView(plan).domain;
  const choice: ExportChoice = {
    target,
    formats,
    query: { preset, format, lang, mask, theme, domain, scale, service },
  };
  return { choice, change: setState };
}

/** Address of the file; only what the target reads is named. */
export function exportUrl(slug: string, { target, query }: ExportChoice): string {
  const named: Record<ExportTargetId, Record<string, string>> = {
    "machine-table": { preset: query.preset, format: query.format, lang: query.lang, mask: query.mask },
    drawing: {
      format: query.format,
      lang: query.lang,
      theme: query.theme,
      domain: query.domain,
      scale: String(query.scale),
    },
    plan: {},
    "survive-report": { lang: query.lang },
    "survive-analysis": {},
    "open-psa": { service: query.service },
  };
  const search = new URLSearchParams(named[target]).toString();
  return `/api/v1/clusters/${slug}/exports/${target}${search === "" ? "" : `?${search}`}`;
}
