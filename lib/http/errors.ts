/** One entry of a problem's `errors[]`: where in the input, what kind, and a sentence. */
export interface InputError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface ProblemInit {
  readonly code: string;
  /** What failed, why, and what to do. Shown to the caller: never a secret, never a stack. */
  readonly detail: string;
  /** Further members of the problem, such as `conflicts`. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Base of everything a handler may throw on purpose; anything else becomes a 500 without a text. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, init: ProblemInit) {
    super(init.detail, init.cause === undefined ? {} : { cause: init.cause });
    this.name = new.target.name;
    this.status = status;
    this.code = init.code;
    this.extra = init.extra ?? {};
    this.headers = init.headers ?? {};
  }
}

/** The object does not exist, or this caller may not know that it does. */
export class NotFound extends HttpProblem {
  constructor(init: ProblemInit) {
    super(404, init);
  }
}

/** The request was fine, but the state of the object has moved on. */
export class Conflict extends HttpProblem {
  constructor(init: ProblemInit) {
    super(409, init);
  }
}

/** The caller is known (or need not be), and still may not do this. */
export class Refused extends HttpProblem {
  constructor(init: ProblemInit) {
    super(403, init);
  }
}

/** The input was read and does not hold; `extra.errors` says where. */
export class BadInput extends HttpProblem {
  constructor(init: ProblemInit) {
    super(422, init);
  }
}

/** Nobody is signed in, or no longer. */
export class NotSignedIn extends HttpProblem {
  constructor(init: ProblemInit) {
    super(401, { ...init, headers: { ...init.headers, "www-authenticate": 'Bearer realm="quorate"' } });
  }
}

/** Try again in `retryAfterS` seconds. */
export class TooMany extends HttpProblem {
  constructor(retryAfterS: number, init: ProblemInit) {
    super(429, { ...init, headers: { ...init.headers, "retry-after": String(retryAfterS) } });
  }
}

/** Something this server needs is down or overloaded. */
export class Unavailable extends HttpProblem {
  constructor(retryAfterS: number, init: ProblemInit) {
    super(503, { ...init, headers: { ...init.headers, "retry-after": String(retryAfterS) } });
  }
}
