/** Deeper than any list of nodes or plan; a parser's memory grows with the depth. */
const DEPTH_MAX = 100;

/** The value of a JSON text; undefined when it is none, or nested too deep to be one of ours. */
export function parseJson(text: string): unknown {
  if (depthOf(text) > DEPTH_MAX) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Greatest number of open brackets outside strings. */
function depthOf(text: string): number {
  let deepest = 0;
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length && deepest <= DEPTH_MAX; at += 1) {
    const sign = text.charAt(at);
    if (isString && sign === "\\") at += 1;
    else if (sign === '"') isString = !isString;
    else if (!isString && (sign === "{" || sign === "[")) deepest = Math.max(deepest, ++depth);
    else if (!isString && (sign === "}" || sign === "]")) depth -= 1;
  }
  return deepest;
}
