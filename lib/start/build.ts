import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Lock, takeLock } from "./lock.ts";
import { type Say, StartProblem } from "./problem.ts";

const GENERATED = join("lib", "store", "generated");
const SOURCES = ["app", "components", "lib", "public", "prisma"];
const SOURCE_FILES = [
  "next.config.js",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const VERIFY_ROUTES = join("lib", "http", "verify-routes.ts");
const NEXT = join("node_modules", "next", "dist", "bin", "next");
const TYPES_FOLDER = join(".cache", "typed");
const LOCK_POLL_MS = 500;
const SHORT_HASH = 12;
const COMPILE_HINT = "//# allFunctionsCalledOnLoad";

/** Prisma's generator asks for its schema engine but never runs it: any program will do, and nothing is downloaded. */
const PRISMA_ENV = {
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
};

export interface Workshop {
  readonly root: string;
  readonly say: Say;
  /** Ends the programs at work. */
  readonly signal?: AbortSignal;
}

/** Generates the database client when it is missing or was made from another schema. */
export async function ensureClient(shop: Workshop): Promise<void> {
  const { root, say } = shop;
  const stamp = join(root, GENERATED, "schema.sha256");
  const hash = createHash("sha256")
    .update(readFileSync(join(root, "prisma", "schema.prisma")))
    .digest("hex");
  await onlyOnce(
    root,
    () => readStamp(stamp) === hash,
    async () => {
      say("Generating the database client ...");
      const prisma = join("node_modules", "prisma", "build", "index.js");
      await run(shop, [prisma, "generate", "--config", join("prisma", "prisma.config.ts")], PRISMA_ENV);
      writeFileSync(stamp, hash);
    },
  );
}

/** Builds the web part when it is missing or older than the sources; returns what it was built from, as a short hash. */
export async function ensureBuild(buildFolder: string, shop: Workshop): Promise<string> {
  const { root, say } = shop;
  const stamp = join(root, buildFolder, "sources.sha256");
  const hash = hashSources(root);
  await onlyOnce(
    root,
    () => readStamp(stamp) === hash,
    async () => {
      if (existsSync(join(root, VERIFY_ROUTES))) await run(shop, [VERIFY_ROUTES], {});
      say("Building the web part, this takes a minute ...");
      await run(shop, [NEXT, "build"], { NODE_ENV: "production", ...nextEnv(root, buildFolder) });
      hintCompilation(join(root, buildFolder, "static", "chunks"));
      writeFileSync(stamp, hash);
      say("Built.");
    },
  );
  return hash.slice(0, SHORT_HASH);
}

/**
 * Chromium compiles all functions of such a script while it loads, on another thread, and not one by one on the page's
 * own as they are called: half of them are, before a page answers. Other browsers read a comment.
 */
function hintCompilation(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".js"))) {
    const path = join(folder, name);
    writeFileSync(path, `${COMPILE_HINT}\n${readFileSync(path, "utf8")}`);
  }
}

/** What the type checker needs of generated files, from a clean clone on. */
export async function ensureTypes(shop: Workshop): Promise<void> {
  await ensureClient(shop);
  await run(shop, [NEXT, "typegen"], nextEnv(shop.root, TYPES_FOLDER));
}

/** Settings for every run of Next. It adds its type files to the TypeScript configuration it is given: that is a copy. */
export function nextEnv(root: string, buildFolder: string): Record<string, string> {
  const folder = join(".cache", "next");
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, "tsconfig.json"), JSON.stringify({ extends: "../../tsconfig.json" }));
  return {
    QUORATE_BUILD_DIR: buildFolder,
    QUORATE_TSCONFIG: join(folder, "tsconfig.json"),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/** Two starters at once: the second waits for the first and then finds the work done. */
async function onlyOnce(root: string, isDone: () => boolean, work: () => Promise<void>): Promise<void> {
  if (isDone()) return;
  const lock = await waitForLock(join(root, ".cache", "build.lock"));
  try {
    if (!isDone()) await work();
  } finally {
    lock.release();
  }
}

async function waitForLock(path: string): Promise<Lock> {
  for (;;) {
    const lock = takeLock(path);
    if (lock !== null) return lock;
    await sleep(LOCK_POLL_MS);
  }
}

function readStamp(path: string): string | null {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

function hashSources(root: string): string {
  const hash = createHash("sha256").update(process.version);
  const files = SOURCE_FILES.filter((file) => existsSync(join(root, file)));
  for (const file of [...files, ...SOURCES.flatMap((folder) => sourceFiles(root, folder))]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

function sourceFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder)) || folder === GENERATED) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourceFiles(root, path);
      return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
    });
}

/** Runs a script of ours or of a package under this very Node, its words shown as they come. */
async function run(shop: Workshop, args: readonly string[], extra: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: shop.root,
    ...(shop.signal === undefined ? {} : { signal: shop.signal }),
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...extra },
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new StartProblem(`${args[0]} ended with code ${code}; its own words are above.`);
}
