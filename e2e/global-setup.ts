import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { routes } from "#lib/core/api/index.ts";
import { ensureBuild, ensureClient } from "#lib/start/build.ts";
import { findBrowser } from "./browser.ts";
import { freePort, type Product, ROOT, startProduct } from "./product.ts";
import { type Api, ask, send, setUpAdmin } from "./product-api.ts";
import { type Person, publishSite } from "./site.ts";

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Builds when the build is old, starts the product on a fresh data folder, and signs one person of each role in. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const browser = await findBrowser();
  await ensureClient({ root: ROOT, say });
  await ensureBuild(process.env.QUORATE_BUILD_DIR || ".next", { root: ROOT, say });
  const folder = mkdtempSync(join(tmpdir(), "quorate-e2e-"));
  // The account that runs PostgreSQL for root walks through it.
  chmodSync(folder, 0o711);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const product = await startProduct({ env: { QUORATE_DATA: folder, PORT: await freePort() } });
    try {
      publishSite({ address: product.address, browser, people: await makePeople(product) });
    } catch (cause) {
      await product.stop();
      throw cause;
    }
    pointCommandsAt(folder);
    return async () => {
      await product.stop();
      remove();
    };
  } catch (cause) {
    remove();
    throw cause;
  }
}

/** `npm run token` and other commands that a spec runs find the database of the product under test. */
function pointCommandsAt(folder: string): void {
  process.env.QUORATE_DATA = folder;
  delete process.env.DATABASE_URL;
}

async function makePeople(product: Product) {
  const { name, password, cookie, api } = await setUpAdmin(product);
  return {
    viewer: await addPerson(api, "viewer"),
    editor: await addPerson(api, "editor"),
    admin: { name, password, cookie, token: api.headers.authorization?.replace("Bearer ", "") ?? "" },
  };
}

async function addPerson(admin: Api, role: "viewer" | "editor"): Promise<Person> {
  const { address } = admin;
  const [name, password] = [`${role}-of-specs`, randomUUID()];
  await ask(admin, routes.addUser, { body: { name, role, password } });
  const visitor = { address, headers: { origin: address } };
  const answer = await send(visitor, routes.signIn, { body: { name, password } });
  if (answer.status !== 201) throw new Error(`Signing in ${name} answered ${answer.status}: ${await answer.text()}`);
  const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
  const { token } = await ask(admin, routes.addToken, { body: { name: `specs-${role}`, role, expiresAt: null } });
  return { name, password, cookie, token };
}
