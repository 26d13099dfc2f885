import { advance } from "#lib/core/live/advance.ts";
import { type LiveState, sourceOf } from "#lib/core/live/live-state.ts";
import type { Observation } from "#lib/core/live/observation.ts";
import type { Transition } from "#lib/core/live/state.ts";
import { inOrder, type Judging, opening, watched } from "./judge-pasted.ts";

/** What newly pasted looks show to be otherwise than those that were pasted before. */
export function pastedChanges(
  before: readonly Observation[],
  added: readonly Observation[],
  judging: Judging,
): readonly Transition[] {
  const newest = newestOf(before);
  // An output that is older than what is known of its source tells of the past, and the same one again tells nothing.
  const isNews = (look: Observation) => look.atMs > (newest.get(keyOf(look)) ?? Number.NEGATIVE_INFINITY);
  const news = inOrder(added.filter(isNews));
  const known = [...before, ...added.filter((look) => !isNews(look))];
  let state = watched(opening([...before, ...added], judging).opened, inOrder(known));
  const found: Transition[] = [];
  for (const looks of Map.groupBy(news, ({ atMs }) => atMs).values()) {
    const step = printed(state, looks);
    found.push(...step.transitions);
    state = step.state;
  }
  return found.filter(isSeen);
}

interface Printed {
  readonly state: LiveState;
  readonly transitions: readonly Transition[];
}

/**
 * What was printed at one moment is judged look by look and counts as one: what a subject was only between two of its
 * looks is no event, nor is what it became while it was seen for the first time.
 */
function printed(before: LiveState, looks: readonly Observation[]): Printed {
  let state = before;
  const steps: Transition[] = [];
  for (const look of looks) {
    const step = advance(state, look);
    state = step.state;
    steps.push(...step.changes.transitions);
  }
  const known = steps.filter(({ kind, subject }) => before.settled.get(kind)?.has(subject) === true);
  return { state, transitions: netOf(known) };
}

const keyOf = (look: Observation) => `${sourceOf(look)} ${look.target.way} ${look.target.name}`;

function newestOf(looks: readonly Observation[]): ReadonlyMap<string, number> {
  return new Map(inOrder(looks).map((look) => [keyOf(look), look.atMs]));
}

function netOf(transitions: readonly Transition[]): readonly Transition[] {
  const bySubject = Map.groupBy(transitions, ({ subject, what }) => `${what} ${subject}`);
  return [...bySubject.values()].flatMap((steps) => {
    const [first, last] = [steps[0], steps.at(-1)];
    return first === undefined || last === undefined || first.from === last.to ? [] : [{ ...last, from: first.from }];
  });
}

/** That nobody pasted it again is no event. */
function isSeen({ what, to, reason }: Transition): boolean {
  return what !== "state" || to !== "unknown" || reason !== "stale";
}
