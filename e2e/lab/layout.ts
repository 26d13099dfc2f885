export type MachineKind = "master" | "balancer" | "worker";

export interface MachinePlace {
  readonly name: string;
  readonly kind: MachineKind;
  readonly ip: string;
}

/** Everything that the lab makes on the host begins with this, and nothing else does. */
export const PREFIX = "qlab-";
export const BRIDGE = `${PREFIX}br`;
export const HOST_IP = "172.30.15.1";
export const NETWORK_BITS = 24;
export const VIP = "172.30.15.10";
export const API_PORT = 6443;
export const STATS_PORT = 8404;
/** Upper layers of /etc and /var, logs: must not lie below /etc or /var themselves. */
export const FOLDER = "/tmp/quorate-lab";

const place = (name: string, kind: MachineKind, host: number): MachinePlace => ({
  name,
  kind,
  ip: `172.30.15.${host}`,
});

export const PLACES: readonly MachinePlace[] = [
  place("lb1", "balancer", 11),
  place("lb2", "balancer", 12),
  place("m1", "master", 21),
  place("m2", "master", 22),
  place("m3", "master", 23),
  place("w1", "worker", 31),
];

export const placesOf = (kind: MachineKind): readonly MachinePlace[] => PLACES.filter((one) => one.kind === kind);
