import { ApiCredential, EtcdCredential, StatisticsCredential } from "#lib/core/connection/connection.ts";
import type { EngineKey } from "#lib/secrets/key-ring.ts";
import { open } from "#lib/secrets/seal.ts";
import type { StoredCredential } from "#lib/store/connection/watched.ts";
import type { OpenCredentials } from "./accesses.ts";

const SHAPES = { api: ApiCredential, etcd: EtcdCredential, statistics: StatisticsCredential };

/** Opens what our keys open. What they do not is `locked`: nothing is lost, and the cluster says so. */
export function openCredentials(stored: readonly StoredCredential[], keys: readonly EngineKey[]): OpenCredentials {
  return Object.fromEntries(stored.map((credential) => [credential.field, openOne(credential, keys)]));
}

function openOne({ field, sealed, place }: StoredCredential, keys: readonly EngineKey[]): unknown {
  const key = keys.find(({ id }) => id === sealed.keyId);
  if (key === undefined) return "locked";
  const opened = open(key.privateKey, sealed, place);
  return opened.ok ? SHAPES[field].parse(JSON.parse(opened.plaintext.toString("utf8"))) : "locked";
}
