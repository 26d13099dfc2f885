import { writeFileSync } from "node:fs";
import { createConnection } from "node:net";

/** Called by Keepalived: INSTANCE, its name, its new state, its priority. */
const [, , , name = "", state = ""] = process.argv;

// The file serves an HAProxy that starts later, the socket the one that runs.
writeFileSync("/etc/haproxy/vrrp.map", `vrrp_${name} ${state}\n`);
createConnection("/run/haproxy/admin.sock")
  .on("error", () => undefined)
  .end(`set map /etc/haproxy/vrrp.map vrrp_${name} ${state}\n`);
