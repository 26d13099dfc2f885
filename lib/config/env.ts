import * as z from "zod";

/** An empty variable counts as unset, as every shell user expects. */
const Text = z
  .string()
  .optional()
  .transform((value) => (value === undefined || value.trim() === "" ? null : value.trim()));

const WebEnv = z.object({
  DATABASE_URL: Text,
  QUORATE_DATABASE: Text,
  QUORATE_ORIGIN: Text,
  QUORATE_TLS_FINGERPRINT: Text,
  QUORATE_DISK_FULL: Text,
});

/** What the web process and the commands read from the environment; the supervisor sets all of it. */
export interface WebSettings {
  readonly databaseUrl: string | null;
  /** True when the supervisor runs the database itself: one machine, for evaluation. */
  readonly isDatabaseEmbedded: boolean;
  /** Origin of a declared reverse proxy, such as `https://quorate.example`; null without one. */
  readonly origin: string | null;
  /** SHA-256 of the certificate the edge serves, upper-case hex with colons; null on plain HTTP. */
  readonly tlsFingerprint: string | null;
  /** True while the embedded database has no room to write in; of a server of someone else nobody tells us. */
  readonly isDiskFull: boolean;
}

/** Reads the environment on every call: tests and the supervisor change it before the first use. */
export function webSettings(source: Readonly<Record<string, string | undefined>> = process.env): WebSettings {
  const env = WebEnv.parse(source);
  return {
    databaseUrl: env.DATABASE_URL,
    isDatabaseEmbedded: env.QUORATE_DATABASE === "embedded",
    origin: env.QUORATE_ORIGIN,
    tlsFingerprint: env.QUORATE_TLS_FINGERPRINT,
    isDiskFull: env.QUORATE_DISK_FULL !== null,
  };
}
