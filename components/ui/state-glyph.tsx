export type GlyphState = "ok" | "warning" | "critical" | "info" | "unknown";

const COLOURS: Record<GlyphState, string> = {
  ok: "text-ok",
  warning: "text-warning",
  critical: "text-critical",
  info: "text-info",
  unknown: "text-unknown",
};

/** Each state has a shape of its own, so that no meaning hangs on colour; legible at 12 px. */
export function StateGlyph({ state, size = 14 }: { state: GlyphState; size?: number | undefined }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden className={`shrink-0 ${COLOURS[state]}`}>
      <Shape state={state} />
    </svg>
  );
}

const MARK = { fill: "none", stroke: "var(--q-bg)", strokeWidth: 2, strokeLinecap: "round" } as const;

function Shape({ state }: { state: GlyphState }) {
  switch (state) {
    case "ok":
      return (
        <>
          <circle cx="8" cy="8" r="7" fill="currentColor" />
          <path d="M4.8 8.3l2.2 2.2 4.2-4.6" {...MARK} strokeLinejoin="round" />
        </>
      );
    case "warning":
      return (
        <>
          <path d="M8 1.2L15.4 14.6H.6z" fill="currentColor" strokeLinejoin="round" />
          <path d="M8 6v3.6M8 12.2v.1" {...MARK} />
        </>
      );
    case "critical":
      return (
        <>
          <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />
          <path d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" {...MARK} />
        </>
      );
    case "info":
      return <rect x="2" y="2" width="12" height="12" rx="1" fill="currentColor" />;
    case "unknown":
      return <path d="M8 1.6L14.4 8 8 14.4 1.6 8z" fill="none" stroke="currentColor" strokeWidth="1.8" />;
  }
}
