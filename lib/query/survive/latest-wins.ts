/** Does one piece of work at a time; of what is asked meanwhile only the newest is done. */
export interface LatestWins<Input> {
  readonly ask: (input: Input) => void;
  readonly stop: () => void;
}

export interface LatestWinsParts<Input, Output> {
  /** Rests this long after each wish, so that typing does not start work per key. */
  readonly restMs: number;
  readonly work: (input: Input) => Promise<Output>;
  /** Called for the newest wish only. */
  readonly onDone: (output: Output, input: Input) => void;
  readonly onFailed: (error: unknown) => void;
}

export function latestWins<Input, Output>(parts: LatestWinsParts<Input, Output>): LatestWins<Input> {
  let newest: { readonly input: Input } | null = null;
  let isBusy = false;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run(): Promise<void> {
    const wish = newest;
    if (wish === null || isBusy || isStopped) return;
    isBusy = true;
    try {
      const output = await parts.work(wish.input);
      if (newest === wish && !isStopped) parts.onDone(output, wish.input);
    } catch (error) {
      if (newest === wish && !isStopped) parts.onFailed(error);
    }
    isBusy = false;
    if (newest === wish) newest = null;
    else void run();
  }

  return {
    ask: (input) => {
      newest = { input };
      clearTimeout(timer);
      timer = setTimeout(() => void run(), parts.restMs);
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
