import type { Place } from "./listener.ts";

/** The ports of the real programs; HAProxy's statistics and `/slb` share one. */
export const PORTS = { api: 6443, etcd: 2379, etcdPeer: 2380, kubelet: 10_250, stats: 9000 } as const;

/** Where a machine's port is found. */
export type Placing = (ip: string, port: number) => Place;

/** Linux answers on all of 127.0.0.0/8, so each simulated machine has its planned address and the real ports. */
export function placingOf(platform: NodeJS.Platform, firstPort: number): Placing {
  if (platform === "linux") return (ip, port) => ({ ip, port });
  const places = new Map<string, Place>();
  return (ip, port) => {
    const key = `${ip}:${port}`;
    const place = places.get(key) ?? { ip: "127.0.0.1", port: firstPort + places.size };
    places.set(key, place);
    return place;
  };
}
