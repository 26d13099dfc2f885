export interface StoreProblemInit {
  readonly code: string;
  /** What failed, why, and what to do. */
  readonly detail: string;
  /** Further members of the answer, such as `conflicts` or `errors`. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A read or write that cannot be done as asked; the route wrapper turns it into a problem answer. */
export class StoreProblem extends Error {
  override readonly name = "StoreProblem";
  readonly kind: "not-found" | "conflict" | "invalid";
  readonly code: string;
  readonly detail: string;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(kind: StoreProblem["kind"], init: StoreProblemInit) {
    super(init.detail, init.cause === undefined ? {} : { cause: init.cause });
    this.kind = kind;
    this.code = init.code;
    this.detail = init.detail;
    this.extra = init.extra ?? {};
  }
}
