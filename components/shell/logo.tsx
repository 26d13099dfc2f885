/** Three members of which two are filled: a quorum. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <circle cx="12" cy="12.6" r="7.4" fill="none" stroke="currentColor" strokeWidth="1.6" opacity="0.55" />
      <circle cx="12" cy="5" r="3.6" fill="currentColor" />
      <circle cx="5.4" cy="16.6" r="3.6" fill="currentColor" />
      <circle cx="18.6" cy="16.6" r="2.9" fill="var(--q-surface)" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}
