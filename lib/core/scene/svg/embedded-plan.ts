import { Plan, planText } from "#lib/core/plan/plan.ts";

const OPEN = "<metadata";
const CLOSE = "</metadata>";
const MARK = 'data-quorate="plan"';

// Characters that XML cannot hold, or turns into others; JSON can escape every one of them.
const UNSAFE = /[\u007f-\u009f\u2028\u2029\ud800-\udfff\ufffe\uffff]/g;

const jsonEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** The plan as metadata of a drawing, loss-free. */
export function embedPlan(plan: Plan): string {
  const json = planText(plan).replace(UNSAFE, jsonEscape);
  return `${OPEN} ${MARK}>${json.replace(/[&<>]/g, (mark) => MARKUP[mark] ?? mark)}${CLOSE}`;
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntity(whole: string, name: string): string {
  const known = NAMED[name];
  if (known !== undefined) return known;
  const isHex = name.startsWith("#x");
  const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

const unescapeXml = (text: string): string => text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-z]{2,4});/g, decodeEntity);

type ReadPlan =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly code: "no-plan" | "not-json" | "not-a-plan"; readonly detail: string };

/** The metadata that carries a plan, whatever attributes an editor has added to it. */
function embeddedText(svg: string): string | null {
  for (let at = svg.indexOf(OPEN); at >= 0; at = svg.indexOf(OPEN, at + OPEN.length)) {
    const tagEnd = svg.indexOf(">", at);
    const close = svg.indexOf(CLOSE, at);
    if (tagEnd < 0 || close < 0) return null;
    if (svg.slice(at, tagEnd).includes("data-quorate")) return svg.slice(tagEnd + 1, close);
  }
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads back the plan that a drawing carries; says why when there is none. */
export function readPlanFromSvg(svg: string): ReadPlan {
  const text = embeddedText(svg);
  if (text === null) return { ok: false, code: "no-plan", detail: "The drawing carries no plan." };
  const value = parse(unescapeXml(text));
  if (value === undefined) return { ok: false, code: "not-json", detail: "The plan inside the drawing is damaged." };
  const plan = Plan.safeParse(value);
  if (plan.success) return { ok: true, plan: plan.data };
  const [issue] = plan.error.issues;
  const where = issue === undefined ? "" : ` ${issue.path.join("/")}: ${issue.message}`;
  return { ok: false, code: "not-a-plan", detail: `The drawing carries something that is no plan.${where}` };
}
