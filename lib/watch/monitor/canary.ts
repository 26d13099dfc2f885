import { readFileSync } from "node:fs";
import { connect } from "node:net";

/** A target that says whether this machine's own network works. */
export interface Canary {
  /** As a person knows it: `host:port`, or the gateway's address. */
  readonly name: string;
  /** False only when it should have answered and did not; answers of the last second are used again. */
  readonly isAnswering: () => Promise<boolean>;
  readonly stop: () => void;
}

const TIMEOUT_MS = 1000;
const REUSE_MS = 1000;
/** Whether a gateway answers at all must be known before it falls silent. */
const BASELINE_EVERY_MS = 10_000;
/** Any port will do: a gateway that refuses is there. */
const GATEWAY_PORT = 80;

/**
 * `QUORATE_CANARY` as `host:port` must take connections. Without it the default gateway stands in: refusing is an answer
 * too, and one that has never answered (many drop everything) says nothing. Null where there is neither.
 */
export function makeCanary(configured: string | null, nowMs: () => number): Canary | null {
  const target = configured === null ? gateway() : endpointOf(configured);
  if (target === null) return null;
  return watchCanary({ ...target, isGateway: configured === null }, nowMs);
}

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

function watchCanary(
  { host, port, isGateway }: Endpoint & { readonly isGateway: boolean },
  nowMs: () => number,
): Canary {
  let hasAnswered = !isGateway;
  let asked: { readonly atMs: number; readonly answer: Promise<boolean> } | null = null;

  async function ask(): Promise<boolean> {
    const found = await knock({ host, port });
    const isThere = found === "open" || (isGateway && found === "refused");
    hasAnswered ||= isThere;
    return isThere || !hasAnswered;
  }

  function isAnswering(): Promise<boolean> {
    if (asked === null || nowMs() - asked.atMs > REUSE_MS) asked = { atMs: nowMs(), answer: ask() };
    // What has never answered says nothing, so nobody waits for it: many gateways drop everything.
    return hasAnswered ? asked.answer : Promise.resolve(true);
  }

  const timer = isGateway ? setInterval(() => void isAnswering(), BASELINE_EVERY_MS) : null;
  if (isGateway) void isAnswering();
  return {
    name: isGateway ? host : `${host}:${port}`,
    isAnswering,
    stop: () => {
      if (timer !== null) clearInterval(timer);
    },
  };
}

function knock({ host, port }: Endpoint): Promise<"open" | "refused" | "silent"> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: TIMEOUT_MS });
    const end = (found: "open" | "refused" | "silent") => {
      clearTimeout(timer);
      socket.destroy();
      resolve(found);
    };
    // A name that does not resolve takes longer than the socket's own timeout knows.
    const timer = setTimeout(() => end("silent"), TIMEOUT_MS);
    socket.on("connect", () => end("open"));
    socket.on("timeout", () => end("silent"));
    socket.on("error", (error: NodeJS.ErrnoException) => end(error.code === "ECONNREFUSED" ? "refused" : "silent"));
  });
}

function endpointOf(text: string): Endpoint {
  const [, host, port] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(text.trim()) ?? [];
  if (host === undefined || port === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw new Error(`QUORATE_CANARY is "${text}"; write it as host:port, such as 10.0.0.1:53.`);
  }
  return { host, port: Number(port) };
}

/** The default gateway of a Linux machine; null elsewhere, or where there is none. */
function gateway(): Endpoint | null {
  const host = gatewayIn(routeTable());
  return host === null ? null : { host, port: GATEWAY_PORT };
}

function routeTable(): string {
  try {
    return readFileSync("/proc/net/route", "utf8");
  } catch {
    return "";
  }
}

/** `/proc/net/route` writes addresses as the processor holds them: eight hex digits, last byte first. */
export function gatewayIn(table: string): string | null {
  for (const line of table.split("\n").slice(1)) {
    const [, destination, address = ""] = line.trim().split(/\s+/);
    if (destination !== "00000000" || !/^[0-9A-F]{8}$/.test(address) || address === "00000000") continue;
    return [6, 4, 2, 0].map((at) => Number.parseInt(address.slice(at, at + 2), 16)).join(".");
  }
  return null;
}
