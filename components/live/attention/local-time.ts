const MINUTE_MS = 60_000;

/** An instant as a field of date and time shows it, in the zone of this browser: `2026-11-26T14:00`. */
export function toField(ms: number): string {
  const offsetMs = new Date(ms).getTimezoneOffset() * MINUTE_MS;
  return new Date(ms - offsetMs).toISOString().slice(0, "2026-11-26T14:00".length);
}

/** The instant that a field of date and time names, as ISO text; null while it is not filled in. */
export function fromField(text: string): string | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
