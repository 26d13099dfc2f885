import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { setTimeout as sleep } from "node:timers/promises";
import { connect as connectTls } from "node:tls";

/** What a test asks of this host of readers. */
export type Order =
  /** Opens one stream for each token, evenly over this time. */
  | { readonly do: "open"; readonly tokens: readonly string[]; readonly withinMs: number }
  /** Delays of all news since the last time, ms. */
  | { readonly do: "take" }
  | { readonly do: "metrics"; readonly token: string };

const NEWS = /"transitions":\[\{.*?"atMs":(\d+)/g;

const [address = "", localAddress = ""] = process.argv.slice(2);
let delaysMs: number[] = [];

process.on("message", (order: Order) => void answer(order).then((found) => process.send?.(found)));
process.once("disconnect", () => process.exit());
process.send?.("ready");

function answer(order: Order): Promise<unknown> {
  switch (order.do) {
    case "open":
      return openAll(order.tokens, order.withinMs);
    case "take":
      return Promise.resolve(take());
    case "metrics":
      return metrics(order.token);
  }
}

async function openAll(tokens: readonly string[], withinMs: number): Promise<number> {
  const startedAt = performance.now();
  const opened = tokens.map(async (token, at) => {
    await sleep((at * withinMs) / tokens.length);
    await read(token);
  });
  await Promise.all(opened);
  return performance.now() - startedAt;
}

/** A connection of its own for each, as so many browsers have. The certificate is the server's own. */
function session(): ClientHttp2Session {
  const { hostname: host, port } = new URL(address);
  const own = { host, port: Number(port), localAddress, rejectUnauthorized: false, ALPNProtocols: ["h2"] };
  const made = connect(address, { createConnection: () => connectTls(own) });
  made.on("error", () => undefined);
  return made;
}

async function read(token: string): Promise<void> {
  const stream = session().request({ ":path": "/api/v1/stream", authorization: `Bearer ${token}` });
  stream.on("error", () => undefined);
  const [headers] = await once(stream, "response");
  if (headers[":status"] !== 200) throw new Error(`A stream was refused with ${headers[":status"]}.`);
  let rest = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    const messages = (rest + text).split("\n\n");
    rest = messages.pop() ?? "";
    const nowMs = Date.now();
    for (const message of messages) for (const [, atMs] of message.matchAll(NEWS)) delaysMs.push(nowMs - Number(atMs));
  });
}

function take(): readonly number[] {
  const taken = delaysMs;
  delaysMs = [];
  return taken;
}

async function metrics(token: string): Promise<string> {
  const asked = session();
  const stream = asked.request({ ":path": "/api/v1/metrics", authorization: `Bearer ${token}` }).setEncoding("utf8");
  let text = "";
  for await (const part of stream) text += part;
  asked.close();
  return text;
}
