/** Whoever may wait asks for a turn and begins when it comes. */
export interface Turns {
  readonly next: () => Promise<void>;
}

/**
 * One turn for each round of the event loop. A thousand clusters begin together with all that is looked at once an
 * hour; were all of it under way at once, each round would last a second, and what is due now would come as late.
 */
export function makeTurns(afterRound: (act: () => void) => void = (act) => void setImmediate(act)): Turns {
  const waiting = new Set<() => void>();

  function give(): void {
    for (const begin of waiting) {
      waiting.delete(begin);
      begin();
      break;
    }
    if (waiting.size > 0) afterRound(give);
  }

  return {
    next: () =>
      new Promise((begin) => {
        waiting.add(begin);
        if (waiting.size === 1) afterRound(give);
      }),
  };
}
