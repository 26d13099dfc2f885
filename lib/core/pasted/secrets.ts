import type { PastedProblem } from "./sight.ts";

// Bounded or anchored throughout: five megabytes of blanks or of one word must not keep a regular expression busy.
const KUBECONFIG = /^[ \t]{0,40}"?(?:current-context|client-key-data)"?[ \t]{0,20}:/m;
const CLUSTERS = /^[ \t]{0,40}"?clusters"?[ \t]{0,20}:/m;
const USERS = /"?users"?[ \t]{0,20}:/;

/** What gives access where it is found. `LS0tLS1CRUdJTi` is how a PEM block begins in Base64. */
const SECRETS: readonly (readonly [what: "Secret" | "private key" | "token", shape: RegExp])[] = [
  [
    "Secret",
    /(?:^|[^\\])"kind"\s{0,20}:\s{0,20}"Secret(?:List)?"|^[ \t]{0,40}(?:-[ \t]{1,20})?kind:[ \t]{1,20}"?Secret(?:List)?"?[ \t]{0,20}$/m,
  ],
  [
    "private key",
    /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----|(?:key|KEY)[\w-]{0,20}"?\s{0,20}[:=]\s{0,20}"?LS0tLS1CRUdJTi/,
  ],
  // A JSON Web Token, and the bootstrap token of `kubeadm join`.
  ["token", /(?<![\w-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,8000}\.[\w-]{10}|--token[ =][a-z0-9]{6}\.[a-z0-9]{16}\b/],
];

/**
 * What must not be in a pasted text, or null. Asked before anything of it is read, kept or sent: who found out how to
 * paste a kubeconfig here has given a credential all the same.
 */
export function secretIn(text: string): PastedProblem | null {
  if (KUBECONFIG.test(text) || (CLUSTERS.test(text) && USERS.test(text))) return { code: "PA-KUBECONFIG" };
  const found = SECRETS.find(([, shape]) => shape.test(text));
  return found === undefined ? null : { code: "PA-SECRET", what: found[0] };
}
