import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { programFolders } from "#e2e/real/programs.ts";
import { createAuthority, issue, yearlong } from "#lib/sim/certificates/pki.ts";

/** The observer stands in a namespace of its own, with the members' cables on its bridge. */
export const HUB = "qrec-hub";
const BRIDGE = "qrec-br";
const HUB_IP = "10.0.0.1";
export const NUMBERS = [1, 2, 3] as const;
export const LEARNER = 4;
export const ipOf = (number: number): string => `10.0.0.1${number}`;
const namespaceOf = (number: number): string => `qrec-${number}`;
/** Small enough to be filled in a second. */
const QUOTA_BYTES = 8_388_608;
const WRITE_EVERY_MS = 300;
const SETTLE_SECONDS = 60;

function ip(...args: readonly string[]): void {
  const { status, stderr } = spawnSync("ip", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`ip ${args.join(" ")}: ${stderr}`);
}

export function wireUp(): void {
  ip("netns", "add", HUB);
  ip("-n", HUB, "link", "add", BRIDGE, "type", "bridge");
  ip("-n", HUB, "addr", "add", `${HUB_IP}/24`, "dev", BRIDGE);
  for (const device of ["lo", BRIDGE]) ip("-n", HUB, "link", "set", device, "up");
  for (const number of [...NUMBERS, LEARNER]) {
    const [own, cable] = [namespaceOf(number), `qrec-v${number}`];
    ip("netns", "add", own);
    ip("-n", HUB, "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", own);
    ip("-n", HUB, "link", "set", cable, "master", BRIDGE, "up");
    ip("-n", own, "addr", "add", `${ipOf(number)}/24`, "dev", "eth0");
    for (const device of ["lo", "eth0"]) ip("-n", own, "link", "set", device, "up");
  }
}

export function tearDown(): void {
  for (const name of [...NUMBERS, LEARNER].map(namespaceOf).concat(HUB)) spawnSync("ip", ["netns", "del", name]);
}

/** A member that no longer reaches its peers, nor they it; whoever observes from the hub still sees it. */
export function isolate(number: number): void {
  for (const other of NUMBERS)
    if (other !== number) ip("-n", namespaceOf(number), "route", "add", "blackhole", ipOf(other));
}

export function rejoin(number: number): void {
  for (const other of NUMBERS)
    if (other !== number) ip("-n", namespaceOf(number), "route", "del", "blackhole", ipOf(other));
}

/** Three members with client certificates demanded, pre-vote off as it was by default up to 3.4. */
export class Cluster {
  readonly caPem: string;
  readonly client: { readonly certificatePem: string; readonly keyPem: string };
  readonly #folder: string;
  readonly #running = new Map<number, ChildProcess>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    const authority = createAuthority("etcd-ca", Date.now());
    this.caPem = authority.pem;
    this.client = issue(authority, yearlong("observer", null, Date.now()));
    const server = issue(authority, yearlong("member", [...NUMBERS, LEARNER].map(ipOf), Date.now()));
    for (const [name, text] of Object.entries({
      "ca.pem": this.caPem,
      "server.pem": server.certificatePem,
      "server.key": server.keyPem,
      "client.pem": this.client.certificatePem,
      "client.key": this.client.keyPem,
    })) {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
    }
  }

  start(number: number, state: "new" | "existing" = "new"): void {
    const at = (port: number) => `https://${ipOf(number)}:${port}`;
    const file = (name: string) => join(this.#folder, name);
    const peers = state === "new" ? NUMBERS : [...NUMBERS, LEARNER];
    const args = [
      ...["--name", `m${number}`, "--data-dir", file(`m${number}`), "--pre-vote=false", "--log-level", "error"],
      ...["--listen-client-urls", at(2379), "--advertise-client-urls", at(2379)],
      ...["--listen-peer-urls", at(2380), "--initial-advertise-peer-urls", at(2380)],
      ...["--initial-cluster", peers.map((peer) => `m${peer}=https://${ipOf(peer)}:2380`).join(",")],
      ...["--initial-cluster-state", state, "--quota-backend-bytes", String(QUOTA_BYTES)],
      ...["--cert-file", file("server.pem"), "--key-file", file("server.key"), "--trusted-ca-file", file("ca.pem")],
      ...["--peer-cert-file", file("server.pem"), "--peer-key-file", file("server.key")],
      ...["--peer-trusted-ca-file", file("ca.pem"), "--client-cert-auth", "--peer-client-cert-auth"],
    ];
    const log = openSync(file(`m${number}.log`), "a");
    const argv = ["netns", "exec", namespaceOf(number), program("etcd"), ...args];
    this.#running.set(number, spawn("ip", argv, { stdio: ["ignore", log, log] }));
  }

  /** `ip netns exec` becomes the program, so the signal reaches etcd itself. */
  signal(number: number, name: "SIGSTOP" | "SIGCONT"): void {
    this.#running.get(number)?.kill(name);
  }

  /** A Kubernetes cluster writes a few times a second, and what its leader says of a follower rests on that. */
  keepWriting(): () => void {
    const timer = setInterval(() => {
      const args = [...this.#access(), "--command-timeout=1s", "put", "beat", String(performance.now())];
      spawn(program("etcdctl"), args, { stdio: "ignore" });
    }, WRITE_EVERY_MS);
    return () => clearInterval(timer);
  }

  /** Waits until all three name one leader in one term. */
  async settle(): Promise<void> {
    for (let at = 0; at < SETTLE_SECONDS; at += 1) {
      const said = this.etcdctl("--command-timeout=2s", "endpoint", "status", "-w", "json");
      const claims = [...said.matchAll(/"leader":(\d+),"raftIndex":\d+,"raftTerm":(\d+)/g)].map(
        ([, id, term]) => `${id} ${term}`,
      );
      if (claims.length === NUMBERS.length && new Set(claims).size === 1) return;
      await sleep(1000);
    }
    throw new Error("The members do not agree on a leader.");
  }

  async kill(number: number): Promise<void> {
    const child = this.#running.get(number);
    this.#running.delete(number);
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  async stop(): Promise<void> {
    for (const number of [...this.#running.keys()]) await this.kill(number);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  etcdctl(...args: readonly string[]): string {
    return spawnSync(program("etcdctl"), [...this.#access(), ...args], { encoding: "utf8" }).stdout;
  }

  #access(): readonly string[] {
    const file = (name: string) => join(this.#folder, name);
    const endpoints = NUMBERS.map((number) => `https://${ipOf(number)}:2379`).join(",");
    return [
      "--cacert",
      file("ca.pem"),
      "--cert",
      file("client.pem"),
      "--key",
      file("client.key"),
      "--endpoints",
      endpoints,
    ];
  }
}

function program(name: string): string {
  const path = programFolders()
    .map((folder) => join(folder, name))
    .find(existsSync);
  if (path === undefined) throw new Error(`${name} is nowhere (node e2e/real/build.ts builds it).`);
  return path;
}
