import * as z from "zod";

/** Codes of the refusals; the sentences, in both languages, are `connect.problem.<code>`. */
export const KubeconfigCode = z.enum([
  "KC-SIZE",
  "KC-YAML",
  "KC-NOT",
  "KC-CTX",
  "KC-MANY",
  "KC-EXEC",
  "KC-PLUGIN",
  "KC-PATH",
  "KC-PROXY",
  "KC-AS",
  "KC-HTTP",
  "KC-BASE",
  "KC-SERVER",
  "KC-LOCAL",
  "KC-USER",
  "KC-PASSWORD",
  "KC-CA",
  "KC-PEM",
]);
export type KubeconfigCode = z.infer<typeof KubeconfigCode>;

export interface KubeconfigProblem {
  readonly code: KubeconfigCode;
  /** What the sentence needs: the line, the program, the field, the names of contexts. Never a secret. */
  readonly values: Readonly<Record<string, string | number>>;
}

export function problem(code: KubeconfigCode, values: KubeconfigProblem["values"]): KubeconfigProblem {
  return { code, values };
}
