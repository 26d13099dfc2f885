import type { PastedProblem } from "./sight.ts";

/** What is wrong with a pasted text, why, and what to do; the English of the API, the screens have their own. */
export function problemText(problem: PastedProblem): string {
  switch (problem.code) {
    case "PA-SECRET":
      return `The text holds a ${problem.what}, so nothing of it was stored. Leave that out: ${LEAVE_OUT[problem.what]}`;
    case "PA-SIZE":
      return `The text is larger than ${problem.maxMegabytes} MB. Paste the outputs one by one, or nodes and leases apart.`;
    case "PA-FORMAT":
      return `This looks like ${problem.what}, but ${problem.field} does not read. Copy the whole output once more.`;
    case "PA-TABLE":
      return `${problem.what} was printed as a table for people. Run it again with -w json (etcdctl) or -o json (kubectl).`;
    default:
      return TEXTS[problem.code];
  }
}

const LEAVE_OUT = {
  Secret: "ask kubectl for nodes and leases only.",
  "private key": "paste what the commands print, never a key file. If others could see the key, replace it.",
  token: "paste what the commands print. A token that others could see should be revoked.",
} as const;

const TEXTS = {
  "PA-EMPTY": "There is no text. Paste what the commands printed.",
  "PA-BINARY": "This is a binary file. Paste what the commands printed, as text.",
  "PA-KUBECONFIG": "This is a kubeconfig: a credential, so nothing of it was stored. It belongs to the connection.",
  "PA-NOT": "This is none of the outputs that are read: etcdctl, kubectl, kubeadm, KubeKey, k3s, rke2.",
  "PA-NOTHING": "The list holds neither nodes nor leases. Run kubectl get nodes,leases -A -o json.",
  "PA-CUT": "The output begins here and has no end. Copy the whole of it, or save it to a file and choose that.",
  "PA-OTHER": "This JSON is none of the outputs that are read.",
  "PA-ZONE": "The dates are not in UTC, and the letters of a zone are ambiguous. Run the command with TZ=UTC.",
} as const;
