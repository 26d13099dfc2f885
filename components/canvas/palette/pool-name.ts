const NAMED = "pool:";

/** The pool's own name behind a scene's pool key (`pool:<name>`); null for pools that only a role makes. */
export function poolNameOf(poolKey: string | null): string | null {
  return poolKey?.startsWith(NAMED) ? poolKey.slice(NAMED.length) : null;
}
