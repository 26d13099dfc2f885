import { API_PORT, type MachinePlace, NETWORK_BITS, placesOf, STATS_PORT, VIP } from "./layout.ts";

/** VRRP knows its instance by this name; the statistics socket keeps its state in a map. */
const INSTANCE = "api";
const MAP_FILE = "/etc/haproxy/vrrp.map";
const SOCKET = "/run/haproxy/admin.sock";
const ROUTER_ID = 51;

/** Files of a load balancer: HAProxy before the API servers, Keepalived with the VIP, `/slb` that says who holds it. */
export function balancerFiles(own: MachinePlace): Readonly<Record<string, string>> {
  return {
    "/etc/haproxy/haproxy.cfg": haproxy(own),
    [MAP_FILE]: `vrrp_${INSTANCE} BACKUP\n`,
    "/etc/keepalived/keepalived.conf": keepalived(own),
  };
}

function haproxy(own: MachinePlace): string {
  const slb = `{"host":"${own.name}","vrrp":"%[str(vrrp_${INSTANCE}),map(${MAP_FILE})]","masters_up":%[nbsrv(masters)]}`;
  const servers = placesOf("master").map(({ name, ip }) => `  server ${name} ${ip}:${API_PORT}`);
  return lines(
    "global",
    `  stats socket ${SOCKET} mode 600 level admin`,
    "defaults",
    "  mode tcp",
    "  timeout connect 3s",
    "  timeout client 1h",
    "  timeout server 1h",
    "  timeout check 2s",
    "frontend api",
    `  bind *:${API_PORT}`,
    "  default_backend masters",
    "backend masters",
    "  balance roundrobin",
    "  option httpchk GET /readyz",
    "  http-check expect status 200",
    "  default-server check check-ssl verify none inter 1s fall 2 rise 2",
    ...servers,
    "frontend statistics",
    "  mode http",
    `  bind *:${STATS_PORT}`,
    "  timeout client 10s",
    "  stats enable",
    "  stats uri /stats",
    `  http-request return status 200 content-type application/json lf-string '${slb}' if { path /slb }`,
  );
}

/** Whoever holds the VIP keeps it: moving it back is a second interruption. */
function keepalived(own: MachinePlace): string {
  const balancers = placesOf("balancer");
  const peers = balancers.filter(({ ip }) => ip !== own.ip).map(({ ip }) => `    ${ip}`);
  return lines(
    "global_defs {",
    "  enable_script_security",
    "  script_user root",
    "}",
    "vrrp_script haproxy {",
    `  script "/bin/bash -c '</dev/tcp/127.0.0.1/${STATS_PORT}'"`,
    "  interval 1",
    "  fall 2",
    "  rise 1",
    "}",
    `vrrp_instance ${INSTANCE} {`,
    "  state BACKUP",
    "  nopreempt",
    "  interface eth0",
    `  virtual_router_id ${ROUTER_ID}`,
    `  priority ${100 - balancers.findIndex(({ ip }) => ip === own.ip)}`,
    "  advert_int 1",
    `  unicast_src_ip ${own.ip}`,
    "  unicast_peer {",
    ...peers,
    "  }",
    "  virtual_ipaddress {",
    `    ${VIP}/${NETWORK_BITS} dev eth0`,
    "  }",
    "  track_script {",
    "    haproxy",
    "  }",
    `  notify "${process.execPath} ${import.meta.dirname}/balancer-notify.ts"`,
    "}",
  );
}

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
