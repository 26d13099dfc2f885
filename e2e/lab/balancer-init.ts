import { spawn } from "node:child_process";

/** First process of a load balancer: both programs, started again a second after their end as systemd would. */
const RESTART_AFTER_MS = 1000;

function keep(argv: readonly [string, ...string[]]): void {
  const [program, ...args] = argv;
  spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] }).once("close", () =>
    setTimeout(() => keep(argv), RESTART_AFTER_MS),
  );
}

keep(["haproxy", "-db", "-f", "/etc/haproxy/haproxy.cfg"]);
keep(["keepalived", "-n", "-l", "-D", "-G", "-f", "/etc/keepalived/keepalived.conf"]);
