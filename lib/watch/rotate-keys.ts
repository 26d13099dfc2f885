import { createPublicKey } from "node:crypto";
import { publicKeyPem } from "#lib/secrets/key-pair.ts";
import { addKey, type EngineKey, readKeys, removeKey } from "#lib/secrets/key-ring.ts";
import { reseal } from "#lib/secrets/seal.ts";
import {
  addSealingKey,
  type CredentialUnderKey,
  credentialsNotUnder,
  listSealingKeys,
  removeSealingKey,
  storeResealed,
} from "#lib/store/connection/sealing-keys.ts";
import { heldKeys } from "#lib/store/live/engines.ts";

const PAGE = 100;

export interface Rotation {
  readonly keyId: string;
  readonly resealed: number;
  /** Credentials whose own key is not in the folder: they stay as they are, and so does their public key. */
  readonly locked: readonly CredentialUnderKey[];
}

/**
 * The engine's keys, made at first use; the public half of the newest is announced so that the web process can seal. An
 * error where a live engine elsewhere holds the announced one: a new key would lock each out of what the other may open.
 */
export async function ensureEngineKey(folder: string): Promise<readonly EngineKey[]> {
  const keys = readKeys(folder);
  const announced = await listSealingKeys();
  const [newest] = announced;
  if (keys.some(({ id }) => id === newest?.id)) return keys;
  if (newest !== undefined && (await heldKeys())?.has(newest.id)) {
    throw new Error(
      `A running engine holds the key ${newest.id} that seals credentials, and ${folder} does not. Copy engine-${newest.id}.pem there from the key folder of its machine, readable by this account alone, and start again.`,
    );
  }
  const [key = addKey(folder)] = keys.filter(({ id }) => !announced.some((known) => known.id === id));
  await announce(key);
  return readKeys(folder);
}

/**
 * Seals every credential to a new key and drops the old ones. Killed at any point it is simply run again: a rotation
 * that was begun is finished before another one starts. Nothing is decrypted but the data keys.
 */
export async function rotateKeys(folder: string): Promise<Rotation> {
  const announced = await listSealingKeys();
  const keys = readKeys(folder);
  const begun = announced.length > 1 ? keys.find(({ id }) => id === announced[0]?.id) : undefined;
  const spare = keys.find(({ id }) => !announced.some((known) => known.id === id));
  const target = begun ?? spare ?? addKey(folder);
  await announce(target);
  const { resealed, locked } = await moveAll(target, keys);
  const needed = new Set(locked.map(({ keyId }) => keyId));
  for (const { id } of await listSealingKeys()) {
    if (id === target.id || needed.has(id)) continue;
    // The row goes first: a key file without a row is harmless, a row without its file would seal what nobody opens.
    await removeSealingKey(id);
    removeKey(folder, id);
  }
  return { keyId: target.id, resealed, locked };
}

async function announce({ id, privateKey }: EngineKey): Promise<void> {
  await addSealingKey({ id, publicKeyPem: publicKeyPem(privateKey) });
}

async function moveAll(target: EngineKey, keys: readonly EngineKey[]): Promise<Omit<Rotation, "keyId">> {
  const publicKey = createPublicKey(target.privateKey);
  const byId = new Map(keys.map((key) => [key.id, key]));
  const locked = new Map<string, CredentialUnderKey>();
  let resealed = 0;
  for (;;) {
    const page = await credentialsNotUnder(target.id, PAGE + locked.size);
    const open = page.filter((credential) => !locked.has(nameOf(credential)));
    if (open.length === 0) return { resealed, locked: [...locked.values()] };
    for (const credential of open) {
      const old = byId.get(credential.keyId);
      const moved = old === undefined ? null : reseal(old.privateKey, publicKey, credential);
      if (moved === null) locked.set(nameOf(credential), credential);
      else if (await storeResealed(credential, moved)) resealed += 1;
    }
  }
}

function nameOf({ place }: CredentialUnderKey): string {
  return `${place.id}/${place.field}/${place.version}`;
}
