/** Where early requests wait until web is up. */
export interface Gate {
  readonly open: (socketPath: string) => void;
  /** The socket of web, at once when it is known; null when it is not after that time. */
  readonly target: (patienceMs: number) => Promise<string | null>;
}

export function makeGate(): Gate {
  let socketPath: string | null = null;
  const waiting = new Set<() => void>();
  return {
    open(path) {
      socketPath = path;
      for (const wake of waiting) wake();
    },
    async target(patienceMs) {
      if (socketPath === null) await pause(patienceMs);
      return socketPath;
    },
  };

  function pause(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, patienceMs);
      waiting.add(wake);
    });
  }
}
