import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";

/** Kubernetes pins an older etcd client than etcd itself wants: one common module would change what was released. */
type GoModule = "kubernetes" | "etcd";

export interface GoProgram {
  readonly module: GoModule;
  readonly importPath: string;
}

const kubernetes = (name: string): GoProgram => ({ module: "kubernetes", importPath: `k8s.io/kubernetes/cmd/${name}` });
const etcd = (name: string): GoProgram => ({ module: "etcd", importPath: `go.etcd.io/etcd/${name}/v3` });

/** Small ones first: most of what the later ones need is compiled by then. */
export const GO_PROGRAMS = {
  etcd: etcd("server"),
  etcdctl: etcd("etcdctl"),
  etcdutl: etcd("etcdutl"),
  kubeadm: kubernetes("kubeadm"),
  kubectl: kubernetes("kubectl"),
  "kube-apiserver": kubernetes("kube-apiserver"),
  "kube-controller-manager": kubernetes("kube-controller-manager"),
  "kube-scheduler": kubernetes("kube-scheduler"),
} as const satisfies Record<string, GoProgram>;
export type GoProgramName = keyof typeof GO_PROGRAMS;

/** A program that is built by `e2e/real/build.ts`, from the cache, the path or the folder of envtest; null if nowhere. */
function findGoProgram(name: GoProgramName): string | null {
  const folders = [cacheFolder(GO_PROGRAMS[name].module), ...searchPath()];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** The folders that hold all that is there, for a PATH. */
export function programFolders(): readonly string[] {
  const names = Object.keys(GO_PROGRAMS).filter(isGoProgramName);
  const paths = names.map(findGoProgram).filter((path) => path !== null);
  return [...new Set(paths.map((path) => dirname(path)))];
}

export function isGoProgramName(name: string): name is GoProgramName {
  return name in GO_PROGRAMS;
}

/**
 * Names of those that are nowhere: a test that wants them skips with `missingPrograms`. Where a skip would hide a lack
 * (`QUORATE_REQUIRE_REAL=1`) it throws.
 */
export function absentPrograms(names: readonly GoProgramName[]): readonly GoProgramName[] {
  const absent = names.filter((name) => findGoProgram(name) === null);
  if (absent.length === 0 || process.env.QUORATE_REQUIRE_REAL !== "1") return absent;
  throw new Error(`${missingPrograms(absent)}, and QUORATE_REQUIRE_REAL=1 makes that a failure.`);
}

/** Why a test was skipped, for the summary. */
export function missingPrograms(names: readonly GoProgramName[]): string {
  return `${names.join(", ")} not found (node e2e/real/build.ts builds them with Go)`;
}

/** Another go.sum is another build. */
export function cacheFolder(module: GoModule): string {
  const root = process.env.QUORATE_REAL_CACHE ?? join(userCache(), "quorate", "real");
  const sums = ["go.mod", "go.sum"].map((file) => readFileSync(join(moduleFolder(module), file)));
  const hash = createHash("sha256").update(Buffer.concat(sums)).digest("hex").slice(0, 16);
  return join(root, `${module}-${hash}`);
}

export function moduleFolder(module: GoModule): string {
  return join(import.meta.dirname, module);
}

export function kubernetesVersion(): readonly [version: string, major: string, minor: string] {
  const goMod = readFileSync(join(moduleFolder("kubernetes"), "go.mod"), "utf8");
  const [, version, major, minor] = /k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\d+)/.exec(goMod) ?? [];
  if (version === undefined || major === undefined || minor === undefined) {
    throw new Error("go.mod names no version of k8s.io/kubernetes.");
  }
  return [version, major, minor];
}

function userCache(): string {
  return process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
}

function searchPath(): readonly string[] {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const envtest = process.env.KUBEBUILDER_ASSETS;
  return envtest === undefined ? folders : [...folders, envtest];
}
