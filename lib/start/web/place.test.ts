import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { dataFolder } from "#lib/config/data-folder.ts";
import { launch } from "#lib/start/kept-process.ts";
import { startSettings } from "#lib/start/settings.ts";
import { Loot, type Task } from "#lib/testing/housebreaker.ts";
import { webPlace } from "./place.ts";

const ROOT = resolve(import.meta.dirname, "..", "..", "..");
const CANARY = "canary-of-the-engine";
const temp = realpathSync(mkdtempSync(join(tmpdir(), "quorate-confined-")));
const data = dataFolder({ QUORATE_DATA: join(temp, "data") });
const FILES = [
  join(data.secrets, "engine-0123456789abcdef.pem"),
  join(data.secrets, "quorate_owner"),
  join(data.secrets, "tls.key"),
  join(data.postgres, "data", "PG_VERSION"),
  join(temp, "given.key"),
];
const FOLDERS = [data.secrets, join(data.postgres, "data")];
/** Readable for the web process, as its build is: somebody left a link in it. */
const build = join(temp, "build");
const said: string[] = [];
/** Files times detours. */
const WAYS_MIN = 50;

beforeAll(() => {
  for (const folder of [...FOLDERS, build]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(temp, 0o711);
  for (const file of FILES) writeFileSync(file, `CANARY=${CANARY}`, { mode: 0o600 });
  symlinkSync(FILES[0] ?? "", join(build, "link"));
});
afterAll(() => rmSync(temp, { recursive: true, force: true }));

function place(isDev: boolean) {
  const env = { HOST: "0.0.0.0", QUORATE_TLS_CERT: join(temp, "given.crt"), QUORATE_TLS_KEY: join(temp, "given.key") };
  const settings = { ...startSettings(env), buildFolder: relative(ROOT, build) };
  const webUrl = "postgresql://quorate_app:of-web@localhost/quorate";
  const facts = { root: ROOT, settings, folder: data, isDev, build: "x", webUrl, fingerprint: "" };
  const web = webPlace({ ...facts, socketPath: join(temp, "web.sock") }, (line) => said.push(line));
  return { ...web, script: join("lib", "testing", "housebreaker.ts") };
}

interface Wish {
  readonly isDev?: boolean;
  readonly hasNamespace?: boolean;
  readonly link?: string;
}

async function breakIn({ isDev = false, hasNamespace = true, link = join(build, "link") }: Wish = {}) {
  process.env.QUORATE_KEYS = CANARY;
  const started = place(isDev);
  const child = launch(hasNamespace ? started : { ...started, launcher: null });
  try {
    await once(child, "message");
    // Without `--disable-sigusr1` this opens Node's debugger, to which every process of the account may speak.
    child.kill("SIGUSR1");
    const task: Task = { files: FILES, folders: FOLDERS, link, scratch: build, supervisor: process.pid };
    child.send(task);
    const [loot] = await once(child, "message");
    const [own, thread, environment] = z.array(Loot).parse(loot);
    if (own === undefined || thread === undefined || environment === undefined) throw new Error("Nothing was tried.");
    return { own, thread, environment: environment.got.join("\n") };
  } finally {
    delete process.env.QUORATE_KEYS;
    child.kill("SIGKILL");
  }
}

/** Where no mount namespace can be made, Node's own limits are all there is, and the supervisor says so. */
const lacksNamespaces = place(false).launcher === null;

test.skipIf(lacksNamespaces)("code in the web process opens no secret, in no thread and by no detour", async () => {
  const { own, thread, environment } = await breakIn();
  expect([own.got, thread.got]).toEqual([[], []]);
  expect(Math.min(own.tried, thread.tried)).toBeGreaterThan(WAYS_MIN);
  expect(environment).not.toContain(CANARY);
  expect(environment).toContain("no debugger");
  expect(said).toEqual([]);
});

test.skipIf(lacksNamespaces)("nor does a development server, which may start programs", async () => {
  const { own, thread } = await breakIn({ isDev: true });
  expect([own.got, thread.got]).toEqual([[], []]);
});

test("without mount namespaces Node's own limits still keep the process from reading and from starting programs", async () => {
  const { own } = await breakIn({ hasNamespace: false, link: join(temp, "none") });
  expect(own.got).toEqual([]);
  expect(own.tried).toBeGreaterThan(WAYS_MIN);
});

test("what is tried works where nothing forbids it, so that a refusal means something", async () => {
  const { own, thread } = await breakIn({ isDev: true, hasNamespace: false });
  const ways = new Set([...own.got, ...thread.got].map((line) => line.split(" ")[0]));
  for (const way of ["read", "stream", "copy", "hardLink", "softLink", "ownRoot", "program", "env", "list", "link:"])
    expect(ways).toContain(way);
});
