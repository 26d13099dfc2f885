import type { ExportFile, ExportOutcome, ExportSubject, TargetEntry } from "#lib/core/export/target.ts";
import type { ExportLang } from "#lib/core/export/words.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import type { ServiceId } from "#lib/core/survive/fault-tree.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { toOpenPsa } from "#lib/core/survive/open-psa/to-open-psa.ts";
import { surviveReport } from "./report.ts";

/** The page that a reviewer signs. */
export function reportText(subject: ExportSubject, lang: ExportLang): string {
  return surviveReport(subject, analyse(subject.plan), lang === "en" ? "en" : "zh");
}

export function analysisText({ plan }: ExportSubject): string {
  return `${JSON.stringify(analyse(plan), null, 2)}\n`;
}

/** An empty model where the plan has no such service, or nothing can stop it. */
export function openPsaText({ plan }: ExportSubject, service: ServiceId): string {
  return toOpenPsa(modelOf(plan).tree, service) ?? EMPTY_MODEL;
}

const EMPTY_MODEL = '<?xml version="1.0" encoding="UTF-8"?>\n<opsa-mef>\n</opsa-mef>\n';

/** What the engine says of a plan, for people, for programs and for other engines. */
export const surviveTargets: readonly TargetEntry[] = [
  {
    id: "survive-report",
    title: { en: "What this plan survives (to sign)", zh: "可承受的故障（供签字）" },
    formats: ["html"],
    gaps: () => [],
    write: async (subject, { lang }) =>
      one({
        name: `${subject.slug}-survives.html`,
        mediaType: "text/html; charset=utf-8",
        bytes: utf8(reportText(subject, lang)),
      }),
  },
  {
    id: "survive-analysis",
    title: { en: "Analysis (JSON)", zh: "分析结果（JSON）" },
    formats: ["json"],
    gaps: () => [],
    write: async (subject) =>
      one({ name: `${subject.slug}-analysis.json`, mediaType: "application/json", bytes: utf8(analysisText(subject)) }),
  },
  {
    id: "open-psa",
    title: { en: "Fault tree (Open-PSA)", zh: "故障树（Open-PSA）" },
    formats: ["xml"],
    gaps: () => [
      {
        what: {
          en: "One service per file. Worker capacity, failover seconds and repair times are not in it.",
          zh: "每个文件只含一项服务；不含工作节点容量、故障转移耗时与修复时间。",
        },
      },
    ],
    write: async (subject, { service }) =>
      one({
        name: `${subject.slug}-${service}.open-psa.xml`,
        mediaType: "application/xml; charset=utf-8",
        bytes: utf8(openPsaText(subject, service)),
      }),
  },
];

function one(file: ExportFile): ExportOutcome {
  return { files: [file], gaps: [] };
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
