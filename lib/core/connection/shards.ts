/** Clusters are spread over this many shards; a shard moves between engines as a whole. */
export const SHARDS = 64;

/** How many shards one of so many engines should hold. */
export function fairShare(engines: number): number {
  return Math.ceil(SHARDS / Math.max(1, engines));
}

/** The shard of a cluster: the same on every machine and for ever (FNV-1a of its id). */
export function shardOf(clusterId: string): number {
  return hashOf(clusterId) % SHARDS;
}

/** Moment inside an interval at which a timer of this name fires, in ms: spreads polls instead of bunching them. */
export function phaseOf(name: string, intervalMs: number): number {
  return hashOf(name) % Math.max(1, Math.round(intervalMs));
}

const OFFSET = 0x81_1c_9d_c5;
const PRIME = 0x01_00_01_93;

function hashOf(text: string): number {
  let hash = OFFSET;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  // A last mix: FNV alone leaves the low bits of similar texts alike.
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c_1b_3c_6d) >>> 0;
}
