import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

/** First process of a load balancer: both programs, started again a second after their end as systemd would. */
const RESTART_AFTER_MS = 1000;

/** A killed Keepalived leaves a child that nobody reaps here, and takes that for a daemon that still runs. */
const PID_FILES = [
  "/run/keepalived.pid",
  "/run/vrrp.pid",
  "/run/keepalived/keepalived.pid",
  "/run/keepalived/vrrp.pid",
];

function keep(argv: readonly [string, ...string[]]): void {
  const [program, ...args] = argv;
  if (program === "keepalived") for (const file of PID_FILES) rmSync(file, { force: true });
  spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] }).once("close", () =>
    setTimeout(() => keep(argv), RESTART_AFTER_MS),
  );
}

keep(["haproxy", "-db", "-f", "/etc/haproxy/haproxy.cfg"]);
keep(["keepalived", "-n", "-l", "-D", "-G", "-f", "/etc/keepalived/keepalived.conf"]);
