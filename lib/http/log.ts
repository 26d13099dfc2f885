import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";
import { processWide } from "#lib/auth/process-wide.ts";

/** The process's log: JSON lines on stdout. */
export const log: Logger = processWide("log", () => newLog(process.env.NODE_ENV === "test" ? "silent" : "info"));

/** Fields and finished lines both pass the one redactor before they reach `out`. */
export function newLog(level: "silent" | "info", out: DestinationStream = pino.destination({ sync: true })): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: redactFields },
    // pino's own error serializer would unfold what the redactor has already folded.
    serializers: { err: (folded: unknown) => folded },
    hooks: { streamWrite: redactText },
  };
  return pino(options, out);
}

const HIDDEN = "[hidden]";
const SECRET_KEYS = /pass(word|wd|phrase)?$|secret|token|authorization|cookie|credential|private.?key|^dsn$/i;

/** Secrets that give themselves away by their form, wherever they stand in a text. */
const SECRET_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/\bqrt_[A-Za-z0-9]+_[A-Za-z0-9]+/g, HIDDEN],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, `$1 ${HIDDEN}`],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"'\\]*@/gi, `$1${HIDDEN}@`],
  [/-----BEGIN [A-Z ]+-----[^-]*-----END [A-Z ]+-----/g, HIDDEN],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\b(__Host-quorate|quorate)=[\w-]+/g, `$1=${HIDDEN}`],
];

/** Deeper structures are cut: a log line is a trace, not a dump. */
const DEPTH_MAX = 6;
const ROWS_MAX = 100;

/** The text with everything that looks like a credential replaced. */
export function redactText(text: string): string {
  return SECRET_TEXTS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
}

/** A copy of a log line's fields: secret keys hidden, texts redacted, errors as type, message, stack and cause. */
export function redactFields(fields: Readonly<Record<string, unknown>>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, SECRET_KEYS.test(key) ? HIDDEN : redact(value, depth + 1)]),
  );
}

function redact(value: unknown, depth: number): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return "[deep]";
  if (value instanceof Error) return redactFields(partsOf(value), depth);
  if (Array.isArray(value)) return value.slice(0, ROWS_MAX).map((entry) => redact(entry, depth + 1));
  return redactFields({ ...value }, depth);
}

function partsOf(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code = "code" in error ? { code: error.code } : {};
  return { type: name, message, stack, ...code, ...(cause === undefined ? {} : { cause }) };
}
