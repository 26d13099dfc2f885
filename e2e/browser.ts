import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

export interface Browser {
  readonly executablePath: string;
  /** Folder of shared libraries that the browser brings along; empty when the system has them. */
  readonly libraries: string;
}

const SYSTEM = "/usr/bin/chromium";
const CACHE = join(import.meta.dirname, "..", ".cache", "chromium");

/** The system's Chromium, else Playwright's own when it is installed, else the one inside our dev dependencies. */
export async function findBrowser(): Promise<Browser> {
  for (const executablePath of [SYSTEM, chromium.executablePath()]) {
    if (existsSync(executablePath)) return { executablePath, libraries: "" };
  }
  return unpackBundled();
}

/** Runs on a bare Linux: brings the libraries (NSS and others) and fonts that a desktop would have. */
async function unpackBundled(): Promise<Browser> {
  mkdirSync(CACHE, { recursive: true });
  const before = process.env.TMPDIR;
  // The package unpacks into the temporary folder, where another account's copy would be in the way.
  process.env.TMPDIR = CACHE;
  try {
    const { default: bundled, inflate } = await import("@sparticuz/chromium");
    const executablePath = await bundled.executablePath();
    const archives = join(import.meta.resolve("@sparticuz/chromium").replace(/^file:\/\//, ""), "..", "..", "bin");
    await inflate(join(archives, "al2023.tar.br"));
    return { executablePath, libraries: join(CACHE, "al2023", "lib") };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
