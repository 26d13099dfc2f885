import type { Plan } from "#lib/core/plan/plan.ts";
import { type Analysis, Level, type LevelVerdict } from "#lib/core/survive/analysis.ts";
import { downtimeText, durationText, expectationText } from "#lib/core/survive/words/amounts.ts";
import { assumptionText, mergedAssumptions } from "#lib/core/survive/words/assumptions.ts";
import { type Brief, type BriefService, briefOf } from "#lib/core/survive/words/brief.ts";
import { candidateText, newMachinesText, reasonText } from "#lib/core/survive/words/candidates.ts";
import { elementRefs, namesText } from "#lib/core/survive/words/names.ts";
import { byDanger, patternText } from "#lib/core/survive/words/patterns.ts";
import { momentText, stepText } from "#lib/core/survive/words/timelines.ts";
import { valueName } from "#lib/core/survive/words/values.ts";
import { type Lang, vocabularies } from "#lib/core/survive/words/vocabulary.ts";
import { type Html, list, pairs, table } from "./html.ts";
import type { ReportWord } from "./report-words.ts";

export interface ReportSource {
  readonly plan: Plan;
  readonly analysis: Analysis;
  readonly lang: Lang;
  readonly say: (word: ReportWord) => string;
}

const SETS_MAX = 20;
const CHANGES_MAX = 12;
const NAMES_MAX = 4;
const VERDICT_WORDS = { survives: "yes", fails: "no", unproven: "unproven", "not-given": "notGiven" } as const;

const comma = (lang: Lang): string => (lang === "zh" ? "，" : ", ");

/** The five lines of the card, in its order. */
export function verdictPart(source: ReportSource): Html {
  const { analysis, plan, lang, say } = source;
  const brief = briefOf(analysis, plan.machines);
  const lines: (readonly [string, string])[] = [
    ...brief.services.map(
      (service) => [`${say("survives")}: ${named(service, lang)}`, levelLine(service, source)] as const,
    ),
    [say("margin"), marginLine(brief, say)],
    [say("weakest"), brief.weakest.map(({ elements }) => namesText(elements, lang)).join("; ") || say("none")],
    [say("fix"), fixLine(brief, source)],
    ...brief.services.map(
      (service) => [`${say("expect")}: ${named(service, lang)}`, expectLine(service, source)] as const,
    ),
  ];
  return pairs(lines, 'class="verdict"');
}

const named = ({ id }: BriefService, lang: Lang): string => vocabularies[lang].services[id];

function levelLine(service: BriefService, { lang, say }: ReportSource): string {
  const words = vocabularies[lang];
  if (service.kind === "not-planned") return `${say("notJudged")}: ${words.notPlanned[service.reason]}`;
  const missing = service.levels
    .filter(({ verdict }) => verdict === "not-given")
    .map(({ level }) => words.levels[level]);
  const answers = service.levels
    .filter(({ verdict }) => verdict !== "not-given")
    .map(({ level, verdict, culprit }) => {
      const answer = say(VERDICT_WORDS[verdict]);
      const who = verdict === "fails" ? ` (${namesText(culprit, lang, NAMES_MAX)})` : "";
      return `${words.anyOne[level]} ${answer}${who}`;
    });
  return [...answers, ...(missing.length === 0 ? [] : [`${say("notGiven")}: ${missing.join(comma(lang))}`])].join("; ");
}

function marginLine({ margin }: Brief, say: ReportSource["say"]): string {
  if (margin.kind === "known") return margin.borne < 0 ? say("out") : String(margin.borne);
  return margin.kind === "endless" ? say("none") : say("notJudged");
}

function fixLine({ fix, service }: Brief, { lang, say }: ReportSource): string {
  if (fix === null) return say("none");
  if (fix === "pending") return say("notJudged");
  const { before, after, newMachines } = fix;
  const of = fix.service === service ? "" : `${vocabularies[lang].services[fix.service]}: `;
  const change = `${downtimeText(before.minutesPerYear, lang)} -> ${downtimeText(after.minutesPerYear, lang)}`;
  return [candidateText(fix, lang), newMachinesText(newMachines, lang), of + change].join(comma(lang));
}

function expectLine(service: BriefService, { lang, say }: ReportSource): string {
  return service.kind === "not-planned" ? say("notJudged") : expectationText(service.likelihood, lang);
}

/** Services x levels; levels of which the plan says nothing at all are left out. */
export function servicePart({ analysis, lang, say }: ReportSource): Html {
  const words = vocabularies[lang];
  const ref = elementRefs(analysis.elements);
  const isGiven = (level: Level) =>
    analysis.services.some(
      (each) => each.kind === "analysed" && each.levels.some((at) => at.level === level && at.verdict !== "not-given"),
    );
  const levels = Level.options.filter(isGiven);
  const cell = (at: LevelVerdict | undefined): string => {
    if (at === undefined) return say("notGiven");
    const answer = say(VERDICT_WORDS[at.verdict]);
    if (at.verdict === "survives") return at.distance === null ? answer : `${answer} (${at.distance})`;
    return at.witness.length === 0 ? answer : `${answer}: ${namesText(at.witness.map(ref), lang, NAMES_MAX)}`;
  };
  return table(
    [say("service"), ...levels.map((level) => words.anyOne[level])],
    analysis.services.map((service) =>
      service.kind === "not-planned"
        ? [words.services[service.id], ...levels.map(() => `${say("notJudged")}: ${words.notPlanned[service.reason]}`)]
        : [words.services[service.id], ...levels.map((level) => cell(service.levels.find((at) => at.level === level)))],
    ),
  );
}

/** What stops the headline service. */
export function setPart({ analysis, lang, say }: ReportSource): Html | null {
  const main = analysis.services.find(({ id }) => id === analysis.headline.service);
  if (main?.kind !== "analysed") return null;
  const ref = elementRefs(analysis.elements);
  const rows = byDanger(main.patterns, analysis.elements)
    .slice(0, SETS_MAX)
    .map((pattern) => [pattern.order, patternText(pattern, ref, lang)]);
  return table([say("fails"), say("together")], rows);
}

export function likelihoodPart({ analysis, lang, say }: ReportSource): Html {
  const words = vocabularies[lang];
  const rows = analysis.services.flatMap((service) =>
    service.kind === "not-planned" ? [] : [[words.services[service.id], expectationText(service.likelihood, lang)]],
  );
  return table([say("service"), say("expect")], rows);
}

/** Those that make it worse as well: a reviewer asks why not. */
export function changePart({ analysis, lang, say }: ReportSource): Html | null {
  if (analysis.candidates.length === 0) return null;
  const rows = analysis.candidates
    .slice(0, CHANGES_MAX)
    .map(({ newMachines, before, after, reason, service, ...change }) => [
      candidateText({ newMachines, ...change }, lang),
      newMachines,
      `${vocabularies[lang].services[service]}: ${downtimeText(before.minutesPerYear, lang)} -> ${downtimeText(after.minutesPerYear, lang)}`,
      reasonText(reason, lang),
    ]);
  return table([say("change"), say("machinesMore"), say("downtime"), say("reason")], rows);
}

export function timePart({ analysis, lang, say }: ReportSource): Html | null {
  if (analysis.timelines.length === 0) return null;
  const ref = elementRefs(analysis.elements);
  const rows = analysis.timelines.map(({ code, elementIds, isAutomatic, steps }) => [
    `${vocabularies[lang].failures[code]} (${namesText(elementIds.map(ref), lang, NAMES_MAX)})`,
    steps.map((step) => `${momentText(step, lang)} ${stepText(step.code, lang)}`).join("; "),
    say(isAutomatic ? "automatic" : "byHand"),
  ]);
  return table([say("failure"), say("steps"), ""], rows);
}

export function assumptionPart({ analysis, lang, say }: ReportSource): Html {
  const texts = mergedAssumptions(analysis.assumptions).map((each) => assumptionText(each, lang));
  return list(texts.length === 0 ? [say("none")] : texts);
}

export function valuePart({ analysis, plan, lang, say }: ReportSource): Html {
  const hosts = new Map(plan.machines.map(({ id, hostname }) => [`machine:${id}`, hostname]));
  const rows = analysis.values.map(({ key, mtbfHours, mttrHours, provenance }) => [
    hosts.get(key) ?? valueName(key, lang),
    durationText(mtbfHours, lang),
    durationText(mttrHours, lang),
    vocabularies[lang].provenances[provenance],
  ]);
  return table([say("kind"), say("mtbf"), say("mttr"), say("source")], rows);
}
