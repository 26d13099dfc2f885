import type { ExportQuery } from "#lib/core/api/documents.ts";
import { planText } from "#lib/core/plan/plan.ts";
import { toCsv } from "./csv.ts";
import { toPrintPage, toSvg } from "./drawing.ts";
import { toHtml } from "./html.ts";
import { toMarkdown } from "./markdown.ts";
import { surviveTargets } from "./survive/targets.ts";
import { machineTable } from "./table.ts";
import type { ExportFile, ExportOutcome, ExportSubject, Gap, TargetEntry } from "./target.ts";
import { say, WORDS } from "./words.ts";
import { toXlsx } from "./xlsx.ts";

const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Every export of this release, in the order the export page lists them. */
export const exportTargets: readonly TargetEntry[] = [
  {
    id: "machine-table",
    title: WORDS.planTitle,
    formats: ["md", "csv", "xlsx", "html"],
    gaps: tableGaps,
    write: writeTable,
  },
  // PNG is made from this SVG at the edge of the server: core cannot draw pixels.
  {
    id: "drawing",
    title: { en: "Topology drawing", zh: "拓扑图" },
    formats: ["svg", "png", "html"],
    gaps: () => [],
    write: writeDrawing,
  },
  { id: "plan", title: { en: "Plan (JSON)", zh: "规划（JSON）" }, formats: ["json"], gaps: () => [], write: writePlan },
  ...surviveTargets,
];

function tableGaps({ preset }: ExportQuery): readonly Gap[] {
  return preset === "classic" ? CLASSIC_GAPS : DETAILED_GAPS;
}

async function writeTable(subject: ExportSubject, query: ExportQuery): Promise<ExportOutcome> {
  const table = machineTable(subject.plan, query);
  const name = `${subject.slug}-machines-${query.preset}`;
  const gaps = tableGaps(query);
  switch (query.format) {
    case "csv":
      return one({ name: `${name}.csv`, mediaType: "text/csv; charset=utf-8", bytes: utf8(toCsv(table)) }, gaps);
    case "xlsx":
      return one({ name: `${name}.xlsx`, mediaType: XLSX_TYPE, bytes: await toXlsx(table, query.lang) }, gaps);
    case "html": {
      const footer = `${say(WORDS.planVersion, query.lang)} ${subject.version}`;
      return one(
        {
          name: `${name}.html`,
          mediaType: "text/html; charset=utf-8",
          bytes: utf8(toHtml(table, { lang: query.lang, footer })),
        },
        gaps,
      );
    }
    default:
      return one(
        { name: `${name}.md`, mediaType: "text/markdown; charset=utf-8", bytes: utf8(toMarkdown(table)) },
        gaps,
      );
  }
}

async function writeDrawing(subject: ExportSubject, query: ExportQuery): Promise<ExportOutcome> {
  if (query.format === "html") {
    const bytes = utf8(toPrintPage(subject, query));
    return one({ name: `${subject.slug}-topology.html`, mediaType: "text/html; charset=utf-8", bytes }, []);
  }
  return one(
    {
      name: `${subject.slug}-topology.svg`,
      mediaType: "image/svg+xml; charset=utf-8",
      bytes: utf8(toSvg(subject, query)),
    },
    [],
  );
}

async function writePlan({ slug, plan }: ExportSubject): Promise<ExportOutcome> {
  return one({ name: `${slug}-plan.json`, mediaType: "application/json", bytes: utf8(`${planText(plan, 2)}\n`) }, []);
}

function one(file: ExportFile, gaps: readonly Gap[]): ExportOutcome {
  return { files: [file], gaps };
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const DETAILED_GAPS: readonly Gap[] = [
  {
    what: {
      en: "Options, load-balancer settings, labels, taints and SSH access are not in this table: take the plan JSON.",
      zh: "本表不含规划选项、负载均衡参数、标签、污点与 SSH 信息：请使用规划 JSON。",
    },
  },
];
const CLASSIC_GAPS: readonly Gap[] = [
  {
    what: {
      en: "Five columns only: roles, disks beyond the spec text, place and VIPs are not in this table.",
      zh: "仅五列：不含角色、配置文本以外的磁盘、位置与 VIP。",
    },
  },
  ...DETAILED_GAPS,
];
