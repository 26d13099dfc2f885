import { writeFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { balancerFiles } from "./balancer.ts";
import { complaints } from "./control-plane/health.ts";
import { initMaster, join } from "./control-plane/kubeadm.ts";
import { FOLDER, type MachinePlace, PLACES } from "./layout.ts";
import { findMachine, type Machine, type MachineOrder, powerOn } from "./machine.ts";
import { presentNamespaces, tearDown, wireUp } from "./network.ts";
import { mustRun } from "./shell.ts";
import { takeTurn } from "./turn.ts";

export interface Lab {
  readonly machines: readonly Machine[];
  readonly machine: (name: string) => Machine;
  /** Path of the administrator's kubeconfig, through the VIP. */
  readonly kubeconfig: () => string;
  readonly kubectl: (...args: readonly string[]) => Promise<string>;
  readonly apply: (yaml: string) => Promise<void>;
  /** Why it is not healthy; empty when it is. */
  readonly complaints: () => Promise<readonly string[]>;
  /** Waits for health; throws with what is still wrong. */
  readonly healthy: (withinMs?: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const HEALTHY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 500;
const ADMIN = "/etc/kubernetes/admin.conf";

/** Three real masters, two load balancers with a VIP and a worker; answers once all of it is healthy. */
export async function startLab(say: (line: string) => void = () => undefined): Promise<Lab> {
  const giveTurn = await takeTurn();
  const stop = async (): Promise<void> => {
    await tearDown();
    await giveTurn();
  };
  await tearDown();
  try {
    await wireUp();
    const machines = await Promise.all(PLACES.map((place) => powerOn(place, orderOf(place))));
    const [first, ...others] = machines.filter(({ kind }) => kind === "master");
    if (first === undefined) throw new Error("The lab has no master.");
    say("six machines are on");
    await initMaster(first);
    say(`${first.name} is initialised`);
    // One after the other: etcd takes in one learner at a time.
    for (const machine of [...others, ...machines.filter(({ kind }) => kind === "worker")]) {
      await join(machine);
      say(`${machine.name} has joined`);
    }
    const lab = labOf(machines, stop);
    await lab.healthy();
    return lab;
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** The lab that another process started; null where there is none. */
export async function findLab(): Promise<Lab | null> {
  const present = await presentNamespaces();
  if (present.length < PLACES.length) return null;
  return labOf(await Promise.all(PLACES.map(findMachine)), tearDown);
}

function orderOf(place: MachinePlace): MachineOrder {
  const program = (file: string): readonly string[] => [process.execPath, joinPath(import.meta.dirname, file)];
  return place.kind === "balancer"
    ? { init: program("balancer-init.ts"), files: balancerFiles(place) }
    : { init: program("kubelet/main.ts"), files: {} };
}

function labOf(machines: readonly Machine[], stop: Lab["stop"]): Lab {
  const masters = machines.filter(({ kind }) => kind === "master");
  const kubeconfig = (): string => {
    const path = joinPath(FOLDER, "admin.conf");
    writeFileSync(path, masters[0]?.readFile(ADMIN) ?? "", { mode: 0o600 });
    return path;
  };
  const kubectl = (args: readonly string[], input = ""): Promise<string> =>
    mustRun(["kubectl", `--kubeconfig=${kubeconfig()}`, ...args], { input });
  const ask = (): Promise<readonly string[]> => complaints({ masters, kubeconfigPath: kubeconfig() });
  return {
    machines,
    machine: (name) => {
      const found = machines.find((one) => one.name === name);
      if (found === undefined) throw new Error(`The lab has no machine ${name}.`);
      return found;
    },
    kubeconfig,
    kubectl: (...args) => kubectl(args),
    apply: async (yaml) => void (await kubectl(["apply", "-f", "-"], yaml)),
    complaints: ask,
    healthy: (withinMs = HEALTHY_WITHIN_MS) => untilHealthy(ask, withinMs),
    stop,
  };
}

async function untilHealthy(ask: Lab["complaints"], withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const wrong = await ask();
    if (wrong.length === 0) return;
    if (performance.now() > deadline) throw new Error(`The lab is not healthy: ${wrong.join("; ")}`);
    await sleep(LOOK_EVERY_MS);
  }
}
