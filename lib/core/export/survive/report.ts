import type { ExportSubject } from "#lib/core/export/target.ts";
import { planText } from "#lib/core/plan/plan.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { limitsText } from "#lib/core/survive/words/assumptions.ts";
import type { Lang } from "#lib/core/survive/words/vocabulary.ts";
import { type Html, pairs, STYLE, tag, text } from "./html.ts";
import {
  assumptionPart,
  changePart,
  likelihoodPart,
  type ReportSource,
  servicePart,
  setPart,
  timePart,
  valuePart,
  verdictPart,
} from "./report-parts.ts";
import { REPORT, type ReportWord } from "./report-words.ts";
import { sha256 } from "./sha256.ts";

/**
 * The verdict as a page of its own, A4, for someone to sign: the same bytes for the same plan and language. It names
 * the plan by version and by the hash of its canonical text, so that a signature cannot move to another plan.
 */
export function surviveReport({ plan, version }: ExportSubject, analysis: Analysis, lang: Lang): string {
  const say = (word: ReportWord) => REPORT[word][lang];
  const source: ReportSource = { plan, analysis, lang, say };
  const heading = `${say("title")}: ${plan.name}`;
  const hash = sha256(planText(plan));
  const facts = pairs([
    [say("plan"), plan.name],
    [say("version"), String(version)],
    [say("machines"), String(plan.machines.length)],
    [say("hash"), hash],
  ]);
  const body = [
    tag("h1", text(heading)),
    facts,
    tag("h2", text(say("verdict"))),
    verdictPart(source),
    ...section(say("services"), servicePart(source)),
    ...section(say("sets"), setPart(source)),
    ...section(say("likely"), likelihoodPart(source)),
    ...section(say("changes"), changePart(source)),
    ...section(say("time"), timePart(source)),
    ...section(say("assumed"), assumptionPart(source)),
    ...section(say("values"), valuePart(source)),
    ...section(say("limits"), tag("p", text(limitsText(lang)))),
    tag("h2", text(say("sign"))),
    tag("p", text(`${plan.name}, ${say("version")} ${version}, SHA-256 ${hash}`)),
    tag(
      "div",
      (["name", "date", "signature"] as const).map((word) => tag("div", text(say(word)))),
      'class="sign"',
    ),
  ];
  return `<!doctype html>
<html lang="${lang === "en" ? "en" : "zh-CN"}"><head><meta charset="utf-8"><title>${text(heading).html}</title><style>${STYLE}</style></head>
<body>${body.map(({ html }) => html).join("\n")}</body></html>
`;
}

function section(title: string, content: Html | null): Html[] {
  return content === null ? [] : [tag("h2", text(title)), content];
}
