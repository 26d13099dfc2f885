import type { PastedProblem } from "./sight.ts";

/** Lines that come with the commands and say nothing themselves. */
const QUIET: readonly RegExp[] = [
  /^\s*$/,
  // Prompts with the command behind them, and commands copied from the screen.
  /^[ \t]{0,20}(?:\[?[\w.-]{1,64}@[\w.-]{1,64}.{0,80}?)?[#$>%](?:\s|$)/,
  /^\s*(?:sudo |ETCDCTL_API=\d )?(?:kubectl|etcdctl|kubeadm|kk|k3s|rke2|crictl|docker|nerdctl) /,
  // What kubeadm, KubeKey and klog say beside the table.
  /^\[[\w/-]+\]/,
  /^[WIEF]\d{4} /,
  /^\d{2}:\d{2}:\d{2} \w+ /,
  /^\{"level":/,
  /^(?:W|w)arning: /,
  /^[\s+|=-]+$/,
  /^Failed to get the status of endpoint /,
  // Rows of a report of certificates.
  /\bEXPIRES\s+RESIDUAL TIME\b/,
  /[A-Z][a-z]{2} \d{1,2}, \d{4} \d{2}:\d{2} \S+/,
  /^\s*!MISSING!/,
];

const TABLES: readonly (readonly [shape: RegExp, what: string])[] = [
  [/^\s*\|\s*ENDPOINT\s*\|/, "etcdctl endpoint status"],
  [/^\s*\|\s*ID\s*\|\s*STATUS\s*\|/, "etcdctl member list"],
  [/^[\w.:/[\]-]+:\d+, [0-9a-f]{8,16}, \d+\.\d+/, "etcdctl endpoint status"],
  [/^[0-9a-f]{8,16}, (?:un)?started, /, "etcdctl member list"],
  [/^NAME\s+STATUS\s+ROLES\s+AGE\s/, "kubectl get nodes"],
  [/^(?:NAMESPACE\s+)?NAME\s+HOLDER\s+AGE/, "kubectl get leases"],
];

interface Block {
  readonly line: number;
  readonly problem: PastedProblem;
}

/** Blocks of lines that are none of the outputs that are read. */
export function unreadLines(rest: string): readonly Block[] {
  const blocks: Block[] = [];
  let isInBlock = false;
  for (const [index, text] of rest.split("\n").entries()) {
    const table = TABLES.find(([shape]) => shape.test(text));
    const isQuiet = table === undefined && QUIET.some((shape) => shape.test(text));
    const line = index + 1;
    if (table !== undefined) blocks.push({ line, problem: { code: "PA-TABLE", what: table[1] } });
    else if (!isQuiet && !isInBlock) blocks.push({ line, problem: { code: "PA-NOT" } });
    // A rule between the head of a table and its rows does not end it.
    isInBlock = table !== undefined || (isInBlock && text.trim() !== "") || (!isQuiet && text.trim() !== "");
  }
  return firstOfEach(blocks).slice(0, BLOCKS_MAX);
}

/** More of them are not read by anybody. */
const BLOCKS_MAX = 20;

/** Each row of a list without a head would be a table of its own. */
function firstOfEach(blocks: readonly Block[]): readonly Block[] {
  return blocks.filter(
    ({ problem }, at) =>
      problem.code !== "PA-TABLE" ||
      blocks.findIndex(({ problem: other }) => other.code === "PA-TABLE" && other.what === problem.what) === at,
  );
}
