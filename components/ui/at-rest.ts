/** Safari has no idle callback: there a second is past the opening of a page. */
const REST_MS = 1000;

/** Runs something once the page is at rest; the answer calls it off. */
export function atRest(run: () => void): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(run, REST_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(run);
  return () => cancelIdleCallback(asked);
}
