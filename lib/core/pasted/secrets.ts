import type { PastedProblem } from "./sight.ts";

const KUBECONFIG = /^\s*"?(?:current-context|client-key-data)"?\s*:/m;
const CLUSTERS = /^\s*"?clusters"?\s*:/m;
const USERS = /"?users"?\s*:/;

/** What gives access where it is found. `LS0tLS1CRUdJTi` is how a PEM block begins in Base64. */
const SECRETS: readonly (readonly [what: "Secret" | "private key" | "token", shape: RegExp])[] = [
  ["Secret", /(?:^|[^\\])"kind"\s*:\s*"Secret(?:List)?"|^\s*-?\s*kind:\s*Secret(?:List)?\s*$/m],
  ["private key", /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----|(?:key|KEY)[\w-]*"?\s*[:=]\s*"?LS0tLS1CRUdJTi/],
  // A JSON Web Token, and the bootstrap token of `kubeadm join`.
  ["token", /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}|--token[ =][a-z0-9]{6}\.[a-z0-9]{16}\b/],
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
