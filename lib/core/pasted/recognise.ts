import { PASTED } from "#lib/core/live/state.ts";
import type { Part, Recognised, Sight } from "./sight.ts";

/** What a part was taken for, in the order in which it was printed. */
export function recognisedIn(line: number, { sights, takenAtMs }: Part): readonly Recognised[] {
  const found = new Map<string, Recognised>();
  for (const sight of sights) {
    const entry = entryOf(sight);
    if (entry === null) continue;
    const key = `${entry.what} ${entry.host}`;
    const count = entry.count + (found.get(key)?.count ?? 0);
    found.set(key, { line, ...entry, count, takenAtMs });
  }
  return [...found.values()];
}

type Entry = Pick<Recognised, "what" | "count" | "host">;

function entryOf({ probe, target, result }: Sight): Entry | null {
  switch (probe) {
    case "etcd-status":
      return { what: result.kind === "seen" ? "etcd-status" : "etcd-failures", count: 1, host: null };
    case "etcd-members":
      return { what: probe, count: result.kind === "seen" ? result.value.members.length : 0, host: null };
    case "nodes":
      return { what: probe, count: result.kind === "seen" ? result.value.nodes.length : 0, host: null };
    case "leases":
    case "node-leases":
      return { what: probe, count: result.kind === "seen" ? result.value.leases.length : 0, host: null };
    case "certificate-report": {
      const host = target.address === PASTED ? null : target.address;
      return { what: probe, count: result.kind === "seen" ? result.value.certificates.length : 0, host };
    }
    default:
      return null;
  }
}
