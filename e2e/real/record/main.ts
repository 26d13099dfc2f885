import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Observation } from "#lib/core/live/observation.ts";
import type { Access } from "#lib/probe/access.ts";
import { probes } from "#lib/probe/index.ts";
import { type ProbeOptions, systemClock } from "#lib/probe/probe.ts";
import { createTransport } from "#lib/probe/transport/transport.ts";
import { Cluster, HUB, ipOf, isolate, LEARNER, NUMBERS, rejoin, tearDown, wireUp } from "./members.ts";

/**
 * Records what the product's own probes see of three real members while they fail, one file per signature
 * (`lib/testing/live/recordings/`). Needs root, for network namespaces of its own; nothing leaves them.
 */
async function main(): Promise<void> {
  if (process.argv[2] === "inside") return record();
  tearDown();
  try {
    wireUp();
    const argv = ["netns", "exec", HUB, process.execPath, fileURLToPath(import.meta.url), "inside"];
    process.exitCode = spawnSync("ip", argv, { stdio: "inherit" }).status ?? 1;
  } finally {
    tearDown();
  }
}

const TARGET_FOLDER = join(import.meta.dirname, "../../../lib/testing/live/recordings");
const ROUND_MS = 1000;
const TIMEOUT_MS = 1500;
const SETTLED_ROUNDS = 2;

/** Looks at members and keeps what it saw; times count from the first look of a recording. */
class Recorder {
  readonly #access: Access;
  readonly #options: ProbeOptions;
  #seen: Observation[] = [];

  constructor({ caPem, client }: Cluster) {
    this.#access = { trust: { kind: "ca", caPem }, credential: { kind: "certificate", ...client }, serverName: null };
    const transport = createTransport({ mayConnect: () => true });
    this.#options = { transport, timeoutMs: TIMEOUT_MS, observer: "recorder", clock: systemClock };
  }

  async round(numbers: readonly number[] = NUMBERS, access = this.#access): Promise<void> {
    const startedMs = performance.now();
    const looks = numbers.flatMap((number) => {
      const name = `id-m${number}`;
      const target = { name, machineId: name, address: `${ipOf(number)}:2379`, way: "direct" as const };
      return [probes["etcd-status"], probes["etcd-members"], probes["etcd-progress"]].map((probe) =>
        probe(target, access, this.#options),
      );
    });
    this.#seen.push(...(await Promise.all(looks)));
    await sleep(Math.max(0, ROUND_MS - (performance.now() - startedMs)));
  }

  async rounds(count: number, numbers?: readonly number[]): Promise<void> {
    for (let at = 0; at < count; at += 1) await this.round(numbers);
  }

  /** Statuses alone, as fast as they come: what one sample shows and the next no longer does. */
  async burst(count: number): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      const looks = NUMBERS.map((number) => {
        const name = `id-m${number}`;
        const target = { name, machineId: name, address: `${ipOf(number)}:2379`, way: "direct" as const };
        return probes["etcd-status"](target, this.#access, { ...this.#options, timeoutMs: 300 });
      });
      this.#seen.push(...(await Promise.all(looks)));
    }
  }

  /** The last leader that a member named. */
  leader(): number {
    for (const { result } of this.#seen.toReversed()) {
      if (result.kind !== "seen" || !("leaderId" in result.value) || !("memberId" in result.value)) continue;
      const { leaderId } = result.value;
      const own = this.#seen.find(
        (one) => one.result.kind === "seen" && "raftTerm" in one.result.value && one.result.value.memberId === leaderId,
      );
      if (own !== undefined) return Number(own.target.name.slice("id-m".length));
    }
    throw new Error("No member has named a leader.");
  }

  write(situation: string): void {
    const inOrder = this.#seen.toSorted((a, b) => a.monotonicMs - b.monotonicMs);
    const lines = inOrder.map((one) =>
      JSON.stringify({
        ...one,
        atMs: Math.round(one.atMs - (inOrder[0]?.atMs ?? 0)),
        monotonicMs: Math.round(one.monotonicMs - (inOrder[0]?.monotonicMs ?? 0)),
        durationMs: Math.round(one.durationMs),
      }),
    );
    writeFileSync(join(TARGET_FOLDER, `${situation}.jsonl`), `${lines.join("\n")}\n`);
    process.stdout.write(`${situation}: ${lines.length} looks\n`);
    this.#seen = [];
  }
}

async function record(): Promise<void> {
  const cluster = new Cluster(join(tmpdir(), `quorate-record-${process.pid}`));
  try {
    for (const number of NUMBERS) cluster.start(number);
    await cluster.settle();
    const stopWriting = cluster.keepWriting();
    const recorder = new Recorder(cluster);
    for (const [situation, happen] of Object.entries(SITUATIONS)) {
      await recorder.rounds(SETTLED_ROUNDS);
      await happen(cluster, recorder);
      recorder.write(situation);
      await cluster.settle();
    }
    stopWriting();
  } finally {
    await cluster.stop();
  }
  process.exit();
}

type Situation = (cluster: Cluster, recorder: Recorder) => Promise<void>;

const SITUATIONS: Readonly<Record<string, Situation>> = {
  "killed-leader": async (cluster, recorder) => {
    const leader = recorder.leader();
    await cluster.kill(leader);
    await recorder.rounds(6);
    cluster.start(leader);
    await recorder.rounds(5);
  },
  "hung-follower": async (cluster, recorder) => {
    const follower = NUMBERS.find((number) => number !== recorder.leader()) ?? 1;
    cluster.signal(follower, "SIGSTOP");
    await recorder.rounds(10);
    cluster.signal(follower, "SIGCONT");
    await recorder.rounds(4);
  },
  "old-leader-resumes": async (cluster, recorder) => {
    const leader = recorder.leader();
    cluster.signal(leader, "SIGSTOP");
    await recorder.rounds(5);
    // Looks that wait at its door are answered before it has heard of its successor.
    const waiting = recorder.burst(30);
    await sleep(100);
    cluster.signal(leader, "SIGCONT");
    await waiting;
    await recorder.rounds(3);
  },
  "isolated-member": async (_, recorder) => {
    const follower = NUMBERS.find((number) => number !== recorder.leader()) ?? 1;
    isolate(follower);
    await recorder.rounds(14);
    rejoin(follower);
    // TCP itself waits longer and longer before it tries again.
    await recorder.rounds(25);
  },
  "two-of-three-dead": async (cluster, recorder) => {
    const dead = [1, 2];
    for (const number of dead) await cluster.kill(number);
    await recorder.rounds(6);
    for (const number of dead) cluster.start(number);
    await recorder.rounds(7);
  },
  learner: async (cluster, recorder) => {
    cluster.etcdctl("member", "add", `m${LEARNER}`, "--learner", `--peer-urls=https://${ipOf(LEARNER)}:2380`);
    await recorder.rounds(2);
    cluster.start(LEARNER, "existing");
    for (let at = 0; at < 30 && !cluster.etcdctl("member", "list").includes("started, m4"); at += 1)
      await recorder.round();
    await recorder.rounds(8, [...NUMBERS, LEARNER]);
    const id = /([0-9a-f]+), started, m4/.exec(cluster.etcdctl("member", "list"))?.[1] ?? "";
    cluster.etcdctl("member", "remove", id);
    await cluster.kill(LEARNER);
    await recorder.rounds(2);
  },
  "no-client-certificate": async (cluster, recorder) => {
    const nobody: Access = {
      trust: { kind: "ca", caPem: cluster.caPem },
      credential: { kind: "none" },
      serverName: null,
    };
    for (let at = 0; at < 3; at += 1) await recorder.round(NUMBERS, nobody);
  },
  nospace: async (cluster, recorder) => {
    for (let at = 0; at < 14; at += 1) cluster.etcdctl("put", `big${at}`, "x".repeat(120_000).repeat(1));
    for (let at = 0; at < 120 && !cluster.etcdctl("alarm", "list").includes("NOSPACE"); at += 1)
      cluster.etcdctl("put", `more${at}`, "x".repeat(120_000));
    await recorder.rounds(3);
    cluster.etcdctl("alarm", "disarm");
    await recorder.rounds(2);
  },
};

await main();
