import type { Product } from "#e2e/product.ts";
import type { FirstAdmin } from "#e2e/product-api.ts";

/** `partly`: what could be judged here is right, and the figure says what was left out and why. */
type Verdict = "ok" | "FAIL" | "partly";

export interface Outcome {
  readonly verdict: Verdict;
  /** What was seen, in one line. */
  readonly figure: string;
}

export interface Running {
  readonly product: Product;
  readonly admin: FirstAdmin;
}

/** What the checks share. */
export interface Site {
  /** Also runs what takes many minutes. */
  readonly isFull: boolean;
  /** One line of progress. */
  readonly say: (line: string) => void;
  /** A fresh installation of this source tree, started at the first question. */
  readonly running: () => Promise<Running>;
}

/** One point of a capability's acceptance list. It throws when it could not even look. */
export interface Check {
  readonly point: number;
  readonly title: string;
  readonly run: (site: Site) => Promise<Outcome>;
}

/** `ok` when nothing is wrong, else every fault. */
export function judge(faults: readonly string[], figure: string): Outcome {
  if (faults.length === 0) return { verdict: "ok", figure };
  return { verdict: "FAIL", figure: `${faults.join("; ")} (${figure})` };
}
