/** Any origin that is nobody's: a path that leads away from it leads away from us. */
const HERE = "http://quorate.invalid";

/** The path to go to after signing in; `/` unless the text is a plain path of this site. */
export function safeNext(text: string | null | undefined): string {
  if (!text?.startsWith("/") || !URL.canParse(text, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(text, HERE);
  // "/.//host" stays here while it is parsed, and leaves when the browser reads the result again.
  const isPath = origin === HERE && !pathname.startsWith("//");
  return isPath && !pathname.startsWith("/api/") ? pathname + search + hash : "/";
}
