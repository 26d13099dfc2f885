import { isIPv6 } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import * as z from "zod";
import { webSettings } from "#lib/config/env.ts";
import { StartProblem } from "./problem.ts";

export interface StartSettings {
  readonly host: string;
  readonly port: number;
  /** Origin of a declared reverse proxy; null without one. */
  readonly origin: URL | null;
  /** Further host names that people use for this server. */
  readonly hosts: readonly string[];
  readonly databaseUrl: string | null;
  readonly transport: Transport;
  /** Build folder of Next, relative to the source tree. */
  readonly buildFolder: string;
  /** Engine processes that share the clusters among them. */
  readonly engines: number;
}

/** How the listener speaks: plain on loopback or behind a declared proxy, TLS everywhere else. */
type Transport =
  | { readonly kind: "plain" }
  | { readonly kind: "tls"; readonly given: { readonly certPath: string; readonly keyPath: string } | null };

type Env = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 4600;
const Port = z.coerce.number().int().min(1).max(65535);
/** The embedded database has connections for as many; there are 64 shards to share. */
export const ENGINES_MAX = 8;
const Engines = z.coerce.number().int().min(1).max(ENGINES_MAX);

export function startSettings(env: Env): StartSettings {
  const host = env.HOST || "127.0.0.1";
  const origin = readOrigin(env.QUORATE_ORIGIN);
  return {
    host,
    port: readPort(env.PORT),
    origin,
    hosts: (env.QUORATE_HOSTS ?? "").split(/[\s,]+/).filter((name) => name !== ""),
    databaseUrl: webSettings(env).databaseUrl,
    transport: isLoopback(host) || origin !== null ? { kind: "plain" } : { kind: "tls", given: readGiven(env) },
    buildFolder: env.QUORATE_BUILD_DIR || ".next",
    engines: readEngines(env.QUORATE_ENGINES),
  };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The address that a person types. */
export function addressOf({ origin, host, port, transport }: StartSettings): string {
  if (origin !== null) return origin.origin;
  const reached = host === "0.0.0.0" || host === "::" ? outwardAddress() : host;
  return `${transport.kind === "tls" ? "https" : "http"}://${isIPv6(reached) ? `[${reached}]` : reached}:${port}`;
}

/** A listener on all interfaces is reached from outside by the first address that is not loopback. */
function outwardAddress(): string {
  const entries = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return entries.find((entry) => !entry.internal && entry.family === "IPv4")?.address ?? hostname();
}

function readPort(text: string | undefined): number {
  const port = Port.safeParse(text || DEFAULT_PORT);
  if (port.success) return port.data;
  throw new StartProblem(`PORT=${text} is not a port. Give a number from 1 to 65535, or unset it for ${DEFAULT_PORT}.`);
}

function readEngines(text: string | undefined): number {
  const engines = Engines.safeParse(text || 1);
  if (engines.success) return engines.data;
  throw new StartProblem(
    `QUORATE_ENGINES=${text} is not a count of engines. Give a number from 1 to ${ENGINES_MAX}, or unset it for one.`,
  );
}

function readOrigin(text: string | undefined): URL | null {
  if (!text) return null;
  const origin = URL.canParse(text) ? new URL(text) : null;
  if (origin?.protocol === "https:" && origin.pathname === "/" && origin.search === "") return origin;
  throw new StartProblem(
    `QUORATE_ORIGIN=${text} is not the address of a reverse proxy. Give scheme and name only, such as https://quorate.example.`,
  );
}

function readGiven(env: Env): { certPath: string; keyPath: string } | null {
  const [certPath, keyPath] = [env.QUORATE_TLS_CERT, env.QUORATE_TLS_KEY];
  if (certPath && keyPath) return { certPath, keyPath };
  if (!certPath && !keyPath) return null;
  throw new StartProblem(
    "QUORATE_TLS_CERT and QUORATE_TLS_KEY belong together. Set both to PEM files, or neither for a generated certificate.",
  );
}
