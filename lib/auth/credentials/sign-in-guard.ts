import { processWide } from "#lib/auth/process-wide.ts";

/** Wrong passwords an account takes in a minute before it must wait. */
const FREE_FAILURES = 5;
const MINUTE_MS = 60_000;
/** The wait doubles with each further run of failures, up to a quarter of an hour: guessing stops, the owner is not locked out for good. */
const WAIT_MAX_MS = 15 * MINUTE_MS;
/** After a quiet hour an account starts afresh. */
const FORGET_MS = 60 * MINUTE_MS;
const ACCOUNTS_MAX = 10_000;

interface Account {
  /** Times of attempts of the last minute that have not succeeded. */
  attempts: readonly number[];
  rounds: number;
  blockedUntilMs: number;
  atMs: number;
}

/** Counts failed sign-ins per account, known or not, so that a wait does not tell which names exist. */
export function signInGuard() {
  const accounts = new Map<string, Account>();

  function accountOf(key: string, nowMs: number): Account {
    const known = accounts.get(key);
    const isFresh = known === undefined || nowMs - known.atMs > FORGET_MS;
    return isFresh ? { attempts: [], rounds: 0, blockedUntilMs: 0, atMs: nowMs } : known;
  }

  return {
    /** Takes one attempt before the password is looked at. Milliseconds to wait, 0 when it may go on. */
    begin(key: string, nowMs: number): number {
      const account = accountOf(key, nowMs);
      if (account.blockedUntilMs > nowMs) return account.blockedUntilMs - nowMs;
      const attempts = account.attempts.filter((at) => nowMs - at < MINUTE_MS);
      const isOver = attempts.length >= FREE_FAILURES;
      const waitMs = isOver ? Math.min(WAIT_MAX_MS, MINUTE_MS * 2 ** account.rounds) : 0;
      accounts.delete(key);
      accounts.set(key, {
        attempts: isOver ? [] : [...attempts, nowMs],
        rounds: account.rounds + (isOver ? 1 : 0),
        blockedUntilMs: nowMs + waitMs,
        atMs: nowMs,
      });
      forgetOldest(accounts);
      return waitMs;
    },
    /** A right password clears the account. */
    succeed(key: string): void {
      accounts.delete(key);
    },
  };
}

function forgetOldest(accounts: Map<string, Account>): void {
  if (accounts.size <= ACCOUNTS_MAX) return;
  const oldest = accounts.keys().next();
  if (!oldest.done) accounts.delete(oldest.value);
}

/** The process's one guard. */
export const sharedGuard = () => processWide("sign-in-guard", signInGuard);
