import type { Machine } from "../machine.ts";
import { fault, type Undo } from "./undo.ts";

const CONFIG = { haproxy: "/etc/haproxy/haproxy.cfg", keepalived: "/etc/keepalived/keepalived.conf" } as const;
export type BalancerProgram = keyof typeof CONFIG;

/** Killed, and without its file it cannot start again; the other program of the machine lives on. */
export async function programKilled(machine: Machine, program: BalancerProgram): Promise<Undo> {
  const file = CONFIG[program];
  await machine.run(["mv", file, `${file}.aside`]);
  machine.signal(program, "SIGKILL");
  return fault(async () => void (await machine.run(["mv", `${file}.aside`, file])));
}

/** HAProxy counts the server in without ever looking at it. */
export async function backEndUnchecked(machine: Machine, server: string): Promise<Undo> {
  const file = CONFIG.haproxy;
  await machine.run(["sed", "-i.aside", `/^  server ${server} /s/$/ no-check/`, file]);
  machine.signal("haproxy", "SIGKILL");
  return fault(async () => {
    await machine.run(["mv", `${file}.aside`, file]);
    machine.signal("haproxy", "SIGKILL");
  });
}
