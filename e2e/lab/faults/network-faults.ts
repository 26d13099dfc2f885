import type { Machine } from "../machine.ts";
import { BRIDGE_TABLES, hostEndOf } from "../network.ts";
import { mustRun } from "../shell.ts";
import { fault, type Undo } from "./undo.ts";

/** The cable is pulled: the machine sees no carrier. */
export async function linkCut(machine: Machine): Promise<Undo> {
  const set = (state: "up" | "down") => mustRun(["ip", "link", "set", hostEndOf(machine), state]);
  await set("down");
  return fault(async () => void (await set("up")));
}

/** The load balancers no longer hear each other's advertisements; all else passes. */
export function advertisementsCut(): Promise<Undo> {
  return dropOnBridge("vrrp", ["ether type ip ip protocol 112 drop"]);
}

/** Cut off from these others, though not from this host: who watches from here still gets answers. */
export function isolatedFrom(machine: Machine, others: readonly Machine[]): Promise<Undo> {
  const far = others.map((one) => `"${hostEndOf(one)}"`).join(", ");
  const near = `"${hostEndOf(machine)}"`;
  return dropOnBridge(machine.name, [
    `iifname ${near} oifname { ${far} } drop`,
    `iifname { ${far} } oifname ${near} drop`,
  ]);
}

async function dropOnBridge(name: string, rules: readonly string[]): Promise<Undo> {
  const table = `bridge ${BRIDGE_TABLES}${name}`;
  const chain = ["chain passing {", "type filter hook forward priority 0; policy accept;", ...rules, "}"];
  await mustRun(["nft", "-f", "-"], { input: `table ${table} {\n${chain.join("\n")}\n}\n` });
  return fault(async () => void (await mustRun(["nft", "delete", "table", ...table.split(" ")])));
}

/** Names of the machines that have this address on their own interface. */
export async function holdersOf(address: string, machines: readonly Machine[]): Promise<readonly string[]> {
  const shown = await Promise.all(machines.map((one) => one.run(["ip", "-o", "-4", "addr", "show", "dev", "eth0"])));
  return machines.filter((_, at) => shown[at]?.includes(` ${address}/`)).map(({ name }) => name);
}
