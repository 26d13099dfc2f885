import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, it } from "vitest";
import { takeLock } from "./lock.ts";

const MAIN = join(import.meta.dirname, "main.ts");

let folder: string;
let closing: (() => void)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quorate-refusal-"));
  chmodSync(folder, 0o711);
  closing = [() => rmSync(folder, { recursive: true, force: true })];
});

afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

/** `npm start` with these settings until it ends. */
async function start(env: Readonly<Record<string, string>>) {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [MAIN, "start"], {
    env: { NODE_ENV: "production", PATH, HOME, QUORATE_DATA: folder, PORT: await freePort(), ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, "close");
  return { code, errors };
}

async function listener(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  closing.push(() => server.close());
  await once(server, "listening");
  return String(addressOf(server.address()).port);
}

async function freePort(): Promise<string> {
  const port = await listener();
  closing.pop()?.();
  return port;
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return address;
}

/** A login that the running server turns away. */
function withPassword(password: string): string {
  const url = new URL(inject("testServer").url);
  url.password = password;
  return url.href;
}

const refusals: readonly (readonly [string, () => Promise<Record<string, string>>, RegExp])[] = [
  ["a busy port", async () => ({ PORT: await listener() }), /port \d+.* in use|already/i],
  ["a count of engines that is none", async () => ({ QUORATE_ENGINES: "0" }), /QUORATE_ENGINES=0 .* from 1 to 8/],
  ["a port that is none", async () => ({ PORT: "eighty" }), /PORT=eighty is not a port/],
  [
    "a data folder that cannot be made",
    async () => {
      writeFileSync(join(folder, "file"), "");
      return { QUORATE_DATA: join(folder, "file", "inside") };
    },
    /Cannot write to the data folder .* Set QUORATE_DATA/,
  ],
  [
    "a data folder inside the source tree",
    async () => ({ QUORATE_DATA: join(import.meta.dirname, "data") }),
    /lies inside the source tree/,
  ],
  [
    "a data folder that another Quorate uses",
    async () => {
      const lock = takeLock(join(folder, "supervisor.lock"));
      closing.push(() => lock?.release());
      return {};
    },
    /Another Quorate is running with the data folder/,
  ],
  ["a database address that is none", async () => ({ DATABASE_URL: "somewhere" }), /Cannot use the database/],
  [
    "a database server that does not run",
    async () => ({ DATABASE_URL: `postgresql://a:b@127.0.0.1:${await freePort()}/quorate` }),
    /Cannot use the database of DATABASE_URL \(postgresql:\/\/a@127.0.0.1:\d+\/quorate\): .*ECONNREFUSED/,
  ],
  [
    "a database login that is wrong",
    async () => ({ DATABASE_URL: withPassword("not the one") }),
    /password authentication failed/,
  ],
  ["half a certificate", async () => ({ HOST: "0.0.0.0", QUORATE_TLS_CERT: "a.pem" }), /belong together/],
  ["an origin that is no proxy", async () => ({ QUORATE_ORIGIN: "quorate.example" }), /QUORATE_ORIGIN=/],
];

it.each(refusals)("start with %s ends with one clear line and code 1", async (_name, prepare, words) => {
  const { code, errors } = await start(await prepare());
  expect(errors).toMatch(/^quorate: [^\n]+\n$/);
  expect(errors).toMatch(words);
  expect(errors).not.toContain("not the one");
  expect(code).toBe(1);
});
