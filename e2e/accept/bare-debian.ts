import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Account } from "./account.ts";
import { hostEnv, mustRun, type Ran, run, type Wish } from "./command.ts";

/** Users and names as here; the settings and certificates with which npm reaches its registry. */
const SETTINGS = [
  "/etc/passwd",
  "/etc/group",
  "/etc/nsswitch.conf",
  "/etc/resolv.conf",
  "/etc/hosts",
  "/etc/ssl/certs/ca-certificates.crt",
];
/** Folders of `/usr` and the links to them: before everything that lies behind the links. */
const MERGED = ["bin", "sbin", "lib", "lib64"].flatMap((folder) => [`/usr/${folder}`, `/${folder}`]);
/** Nothing runs from them, and they are half of the bytes. */
const PAPERS = /^\/usr\/share\/(?:doc|man|locale|info)\//;

/** Why this machine cannot be the model of a bare one; null when it can. */
export function whyNoBareDebian(): string | null {
  if (process.getuid?.() !== 0) return "needs root";
  return existsSync("/usr/bin/dpkg-query") && existsSync("/usr/bin/unshare") ? null : "needs a Debian";
}

/**
 * A root folder with the packages that every Debian has, Node and npm, and nothing else: no browser, no PostgreSQL, no
 * fonts, none of their libraries. All of it is copied, so that nothing in it can reach this machine's own files.
 */
export async function makeBareDebian(root: string): Promise<void> {
  mkdirSync(root);
  const owned = await mustRun("dpkg-query", ["--listfiles", ...(await essentialPackages())]);
  const paths = owned.output.split("\n").filter((path) => path.startsWith("/") && !PAPERS.test(path));
  const { files, npmPackage } = await nodeAndNpm();
  await copy(root, [...MERGED, ...new Set(paths), ...files, ...SETTINGS].filter(existsSync), npmPackage);
  for (const folder of ["proc", "dev", "tmp"]) mkdirSync(join(root, folder), { recursive: true });
  await mustRun("chmod", ["1777", join(root, "tmp")]);
  await mustRun("ldconfig", ["-r", root]);
}

export interface BareWish extends Pick<Wish, "onLine"> {
  readonly root: string;
  /** Its home lies inside the root. */
  readonly account: Account;
}

/** Runs a shell line in it, in a mount namespace of its own that ends with the line. */
export async function runInBareDebian({ root, account, ...wish }: BareWish, line: string): Promise<Ran> {
  const enter = [
    'mount -t proc proc "$0/proc"',
    'mount --rbind /dev "$0/dev"',
    'exec chroot --userspec="$1" "$0" /usr/bin/env --ignore-environment HOME="$2" PATH=/usr/bin:/bin sh -c "$3"',
  ].join(" && ");
  const owner = `${account.uid}:${account.gid}`;
  const args = ["--mount", "--propagation", "private", "sh", "-c", enter, root, owner, account.home, line];
  return run("unshare", args, wish);
}

/** The required packages with everything that they depend on, as dpkg has them. */
async function essentialPackages(): Promise<string[]> {
  const fields = ["Package", "Priority", "Pre-Depends", "Depends", "Provides"];
  const format = fields.map((field) => `\${${field}}`).join("\t");
  const { output } = await mustRun("dpkg-query", ["--show", `--showformat=${format}\n`]);
  const rows = output.split("\n").map((row) => row.split("\t"));
  const needs = new Map<string, string[]>();
  const providers = new Map<string, string>();
  for (const [name = "", , before = "", after = "", provides = ""] of rows) {
    needs.set(name, [...namesIn(before), ...namesIn(after)]);
    for (const provided of namesIn(provides)) providers.set(provided, name);
  }
  const found = new Set<string>();
  const waiting = rows.filter(([, priority]) => priority === "required").map(([name = ""]) => name);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const real = needs.has(name) ? name : providers.get(name);
    if (real === undefined || found.has(real)) continue;
    found.add(real);
    waiting.push(...(needs.get(real) ?? []));
  }
  return [...found];
}

/** `libc6 (>= 2.34), mawk | awk` -> the names; of alternatives the first. */
function namesIn(list: string): string[] {
  return [...list.matchAll(/(?:^|,)\s*([a-z0-9][a-z0-9+.-]*)/g)].flatMap(([, name]) => name ?? []);
}

/** The host's own programs, not those that npm put on the path of this very run. */
async function nodeAndNpm(): Promise<{ readonly files: readonly string[]; readonly npmPackage: string }> {
  const env = hostEnv(process.env.HOME ?? "/root");
  const answer = async (program: string, ...args: readonly string[]): Promise<string> =>
    (await mustRun(program, args, { env })).output.trim();
  const [node, npm, settings] = [
    await answer("which", "node"),
    await answer("which", "npm"),
    await answer("npm", "config", "get", "globalconfig"),
  ];
  // `npm` is a link to `<package>/bin/npm-cli.js`.
  return { files: [node, realpathSync(node), npm, settings], npmPackage: dirname(dirname(realpathSync(npm))) };
}

/** Of the listed paths a folder comes without what is in it; `whole` comes with everything. */
async function copy(root: string, paths: readonly string[], whole: string): Promise<void> {
  const list = `${root}.files`;
  writeFileSync(list, paths.join("\n"));
  const pack = 'tar --create --directory=/ --no-recursion --files-from="$1" --recursion "$2" 2>/dev/null';
  const unpack = 'tar --extract --directory="$0" --keep-directory-symlink';
  await mustRun("sh", ["-c", `${pack} | ${unpack}`, root, list, whole]);
}
