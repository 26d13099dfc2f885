import { useTranslations } from "next-intl";
import * as z from "zod";
import { Problem } from "#lib/core/api/shapes.ts";

const Carrier = z.looseObject({ problem: Problem });
type Values = Readonly<Record<string, string | number>>;

/** The problem document inside whatever a call threw, else null. */
export function problemOf(error: unknown): Problem | null {
  const carried = Carrier.safeParse(error);
  if (carried.success) return carried.data.problem;
  const bare = Problem.safeParse(error);
  return bare.success ? bare.data : null;
}

/** The members of a problem that a message can name. */
function valuesIn(...sources: readonly unknown[]): Values {
  const members = sources.flatMap((source) => Object.entries(Object(source)));
  return Object.fromEntries(
    members.filter((member): member is [string, string | number] => ["string", "number"].includes(typeof member[1])),
  );
}

/** The text of the messages for a code, or null when there is none or it needs a value that is not given. */
function useCodeText(): (code: string, values: Values) => string | null {
  const t = useTranslations("problems");
  return (code, values) => {
    if (!t.has(code)) return null;
    const text = t(code, values);
    // next-intl answers with the key where a value that the text needs did not arrive.
    return text === `problems.${code}` ? null : text;
  };
}

/**
 * Writes what went wrong in the person's language: the texts for the codes of the single faults, else for the code of
 * the whole, else the server's own English detail; without an answer, that the server could not be reached.
 */
export function useProblemText(): (error: unknown) => string {
  const codeText = useCodeText();
  const common = useTranslations("common");
  return (error) => {
    const problem = problemOf(error);
    if (problem === null) return error instanceof TypeError ? common("offline") : String(error);
    const faults = (problem.errors ?? []).slice(0, FAULTS_MAX);
    const known = faults.flatMap((fault) => codeText(fault.code, valuesIn(fault, fault.values)) ?? []);
    if (known.length > 0) return known.join(" ");
    const text = codeText(problem.code, valuesIn(problem, problem.values));
    if (text !== null) return text;
    return problem.detail === "" ? common("unexpected", { status: problem.status }) : problem.detail;
  };
}

/** More than a few sentences are not read; the rest shows itself when the first are mended. */
const FAULTS_MAX = 3;
