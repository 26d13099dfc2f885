import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs of the system that some tests are about, and the Debian package that brings each. */
const PACKAGES = {
  postgres: "postgresql",
  ip: "iproute2",
  haproxy: "haproxy",
  keepalived: "keepalived",
  nft: "nftables",
  scram: "scram",
} as const;
type RealProgramName = keyof typeof PACKAGES;

/** Debian keeps the programs of the server out of the path, one folder per version. */
const POSTGRES_VERSIONS = "/usr/lib/postgresql";
/** Not in the path of an ordinary user. */
const SYSTEM_FOLDERS = ["/usr/sbin", "/sbin"];

/**
 * Path of a real program; null where it is not installed, and the test skips with the program's name. Where a skip
 * would hide a lack (`QUORATE_REQUIRE_REAL=1`) it throws.
 */
export function realProgram(name: RealProgramName): string | null {
  const path = foldersOf(name)
    .map((folder) => join(folder, name))
    .find((candidate) => existsSync(candidate));
  if (path !== undefined) return path;
  if (process.env.QUORATE_REQUIRE_REAL !== "1") return null;
  throw new Error(`${missing(name)}, and QUORATE_REQUIRE_REAL=1 makes that a failure.`);
}

/** Why a test was skipped, for the summary. */
export function missing(name: RealProgramName): string {
  return `${name} is not installed (Debian package ${PACKAGES[name]})`;
}

function foldersOf(name: RealProgramName): readonly string[] {
  const inPath = [...(process.env.PATH ?? "").split(delimiter), ...SYSTEM_FOLDERS];
  if (name !== "postgres" || !existsSync(POSTGRES_VERSIONS)) return inPath;
  const newestFirst = readdirSync(POSTGRES_VERSIONS).sort((a, b) => Number(b) - Number(a));
  return [...newestFirst.map((version) => join(POSTGRES_VERSIONS, version, "bin")), ...inPath];
}
