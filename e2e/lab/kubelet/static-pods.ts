import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";

const MANIFESTS = "/etc/kubernetes/manifests";
const LOGS = "/var/log/pods";
/** The real back-off reaches five minutes; a lab that heals between tests cannot wait that long. */
const RESTART_AFTER_MS = [1000, 2000, 4000, 8000];
/** The real back-off is forgotten after ten minutes. */
const FORGOTTEN_AFTER_MS = 15_000;
const GRACE_MS = 30_000;

const Manifest = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.looseObject({
    containers: z.tuple([z.looseObject({ name: z.string(), image: z.string(), command: z.array(z.string()) })]),
  }),
});
type Manifest = z.infer<typeof Manifest>;

export interface StaticPod {
  readonly manifest: Manifest;
  readonly hash: string;
  readonly restarts: number;
  readonly isRunning: boolean;
  readonly startedAt: string;
}

interface Running {
  readonly manifest: Manifest;
  readonly hash: string;
  child: ChildProcess | null;
  restarts: number;
  /** Ends in a row, each soon after its start. */
  failures: number;
  startedAt: string;
  isWanted: boolean;
}

const running = new Map<string, Running>();

export function staticPods(): readonly StaticPod[] {
  return [...running.values()].map(({ child, ...pod }) => ({ ...pod, isRunning: child !== null }));
}

/** Makes the processes what the manifests say: a changed file is stopped and started anew. */
export function followManifests(): void {
  const files = existsSync(MANIFESTS) ? readdirSync(MANIFESTS).filter((name) => name.endsWith(".yaml")) : [];
  for (const [file, pod] of running) if (!files.includes(file)) stop(file, pod);
  for (const file of files) {
    const text = readFileSync(join(MANIFESTS, file), "utf8");
    const hash = createHash("md5").update(text).digest("hex");
    const known = running.get(file);
    if (known?.hash === hash) continue;
    const manifest = Manifest.safeParse(parse(text));
    if (!manifest.success) continue;
    if (known === undefined) start(file, manifest.data, hash);
    else stop(file, known);
  }
}

function start(file: string, manifest: Manifest, hash: string): void {
  const pod: Running = { manifest, hash, child: null, restarts: 0, failures: 0, startedAt: "", isWanted: true };
  running.set(file, pod);
  launch(pod);
}

function launch(pod: Running): void {
  const [{ name, command }] = pod.manifest.spec.containers;
  const [program = "", ...args] = command;
  mkdirSync(LOGS, { recursive: true });
  const log = openSync(join(LOGS, `${name}.log`), "a");
  const child = spawn(program, args, { stdio: ["ignore", log, log] });
  closeSync(log);
  pod.child = child;
  pod.startedAt = new Date().toISOString();
  child.on("error", () => undefined);
  child.once("close", () => {
    pod.child = null;
    if (!pod.isWanted) return;
    if (Date.now() - Date.parse(pod.startedAt) > FORGOTTEN_AFTER_MS) pod.failures = 0;
    const waitMs = RESTART_AFTER_MS[Math.min(pod.failures, RESTART_AFTER_MS.length - 1)];
    pod.failures += 1;
    pod.restarts += 1;
    setTimeout(() => pod.isWanted && launch(pod), waitMs);
  });
}

/** Forgotten only once it is gone: two etcd members must not share a folder. */
function stop(file: string, pod: Running): void {
  pod.isWanted = false;
  if (pod.child === null) {
    running.delete(file);
    return;
  }
  if (pod.child.killed) return;
  const { child } = pod;
  child.once("close", () => running.delete(file));
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
}
