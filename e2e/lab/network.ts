import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { BRIDGE, FOLDER, HOST_IP, type MachinePlace, NETWORK_BITS, PLACES, PREFIX } from "./layout.ts";
import { mustRun, tryRun } from "./shell.ts";

export const namespaceOf = ({ name }: MachinePlace): string => `${PREFIX}${name}`;
/** The end of a machine's cable that stays on the host; the kernel allows 15 characters. */
export const hostEndOf = ({ name }: MachinePlace): string => `${PREFIX}v-${name}`;

/** Filters on the bridge that cut machines off from each other. */
export const BRIDGE_TABLES = "quorate_lab_";

const ip = (...args: readonly string[]): Promise<string> => mustRun(["ip", ...args]);

/** One bridge with the host on it, and a cable to each machine's network namespace. */
export async function wireUp(): Promise<void> {
  await ip("link", "add", BRIDGE, "type", "bridge");
  await ip("addr", "add", `${HOST_IP}/${NETWORK_BITS}`, "dev", BRIDGE);
  await ip("link", "set", BRIDGE, "up");
  for (const place of PLACES) await plugIn(place);
}

async function plugIn(place: MachinePlace): Promise<void> {
  const [namespace, hostEnd] = [namespaceOf(place), hostEndOf(place)];
  await ip("netns", "add", namespace);
  await ip("link", "add", hostEnd, "type", "veth", "peer", "name", "eth0", "netns", namespace);
  await ip("link", "set", hostEnd, "master", BRIDGE, "up");
  await ip("-n", namespace, "addr", "add", `${place.ip}/${NETWORK_BITS}`, "dev", "eth0");
  for (const device of ["lo", "eth0"]) await ip("-n", namespace, "link", "set", device, "up");
  await ip("-n", namespace, "route", "add", "default", "via", HOST_IP);
}

/** Ends what runs in the lab's own namespaces and removes them; right on any ruin of an earlier run. */
export async function tearDown(): Promise<void> {
  const present = await presentNamespaces();
  for (const namespace of present) await endProcessesIn(namespace);
  for (const place of PLACES) await tryRun(["ip", "link", "del", hostEndOf(place)]);
  for (const namespace of present) await tryRun(["ip", "netns", "del", namespace]);
  await tryRun(["ip", "link", "del", BRIDGE]);
  await removeBridgeTables();
  rmSync(FOLDER, { recursive: true, force: true });
}

async function removeBridgeTables(): Promise<void> {
  const { output } = await tryRun(["nft", "list", "tables", "bridge"]);
  const names = output.split("\n").map((line) => line.replace("table bridge ", ""));
  for (const name of names.filter((one) => one.startsWith(BRIDGE_TABLES))) {
    await tryRun(["nft", "delete", "table", "bridge", name]);
  }
}

export async function presentNamespaces(): Promise<readonly string[]> {
  const { output } = await tryRun(["ip", "netns", "list"]);
  const names = output.split("\n").map((line) => line.split(" ")[0] ?? "");
  return names.filter((name) => PLACES.some((place) => namespaceOf(place) === name));
}

async function endProcessesIn(namespace: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const { output } = await tryRun(["ip", "netns", "pids", namespace]);
    const pids = output.split("\n").filter((line) => /^\d+$/.test(line));
    if (pids.length === 0) return;
    if (performance.now() > deadline) throw new Error(`Processes of ${namespace} do not end: ${pids.join(" ")}`);
    for (const pid of pids) killQuietly(Number(pid));
    await sleep(100);
  }
}

/** The end of one of them ends others too. */
function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
