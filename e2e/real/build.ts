import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, GO_PROGRAMS, type GoProgram, kubernetesVersion, moduleFolder } from "./programs.ts";

/** Without these every program calls itself v0.0.0-master, and kubeadm compares that with the wanted version. */
const VERSION_PACKAGES = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"];

/** Builds what the cache lacks, one line per program. */
function main(): void {
  for (const [name, program] of Object.entries(GO_PROGRAMS)) {
    const folder = cacheFolder(program.module);
    if (existsSync(join(folder, name))) continue;
    const startedAt = performance.now();
    mkdirSync(folder, { recursive: true });
    build(program, join(folder, name));
    process.stdout.write(`${name} built in ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  }
}

/** Beside the target first: a build that is cut short leaves no program behind. */
function build({ module, importPath }: GoProgram, target: string): void {
  const draft = `${target}.${process.pid}`;
  const args = ["build", "-mod=readonly", "-trimpath", "-ldflags", linkerFlags(module), "-o", draft, importPath];
  const ran = spawnSync("go", args, {
    cwd: moduleFolder(module),
    env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false", GOWORK: "off" },
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (ran.status !== 0) {
    rmSync(draft, { force: true });
    throw new Error(`go build ${importPath} failed: ${ran.error?.message ?? ran.stderr.trim()}`);
  }
  renameSync(draft, target);
}

function linkerFlags(module: GoProgram["module"]): string {
  if (module === "etcd") return "-s -w";
  const [version, major, minor] = kubernetesVersion();
  const stamps = VERSION_PACKAGES.flatMap((name) => [
    `-X ${name}.gitVersion=${version}`,
    `-X ${name}.gitMajor=${major}`,
    `-X ${name}.gitMinor=${minor}`,
  ]);
  return ["-s -w", ...stamps].join(" ");
}

main();
