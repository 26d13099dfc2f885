import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** A program that starts another one, with the arguments that come before that program's own. */
export interface Launcher {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * In a mount namespace of its own: an empty folder over each folder, /dev/null over each file. Then every right goes
 * that could take this away again, and none can be gained. Root keeps the right to pass closed folders, for the
 * database's socket; a program of another namespace with more rights cannot be looked into, by the same account either.
 */
const SCRIPT = `
rights=-all
[ "$1" = root ] && rights=-all,+dac_override
shift
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then mount -t tmpfs -o ro,size=4k,mode=000 none "$1"; else mount --bind /dev/null "$1"; fi || exit 71
  shift
done
shift
exec setpriv --bounding-set="$rights" --inh-caps=-all --no-new-privs "$@"
`;

/** Starts programs that cannot see these paths, in no thread of theirs; or why this machine has no way to do so. */
export function hideFrom(paths: readonly string[]): Launcher | { readonly missing: string } {
  if (process.platform !== "linux") return { missing: "mount namespaces are a part of Linux" };
  const isRoot = process.getuid?.() === 0;
  const account = isRoot ? [] : ["--user", "--map-root-user"];
  const script = [
    "sh",
    "-c",
    SCRIPT,
    "sh",
    isRoot ? "root" : "user",
    ...paths.filter((path) => existsSync(path)),
    "--",
  ];
  const launcher = { program: "unshare", args: [...account, "--mount", "--propagation", "private", ...script] };
  // Tried, not looked up: containers, AppArmor and old programs each forbid it in a way of their own.
  const tried = spawnSync(launcher.program, [...launcher.args, "true"], { encoding: "utf8" });
  if (tried.status === 0) return launcher;
  const why = (tried.error?.message ?? tried.stderr).trim().split("\n")[0] ?? "";
  return { missing: why === "" ? `${launcher.program} ended with code ${tried.status}` : why };
}
