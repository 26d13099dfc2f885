import { createPublicKey, type KeyObject } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyIdOf, newPrivateKeyPem, readPrivateKey } from "./key-pair.ts";

const FILE = /^engine-[0-9a-f]{16}\.pem$/;

/** One private key of the engine with its name. */
export interface EngineKey {
  readonly id: string;
  readonly privateKey: KeyObject;
}

/**
 * The private keys in a folder that only the engine's account can read. Files are read anew on every call, so that a
 * key made by a rotation is found by engines that run already. A file that holds no key is an error with its path.
 */
export function readKeys(folder: string): readonly EngineKey[] {
  return readdirSync(folder)
    .filter((name) => FILE.test(name))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const privateKey = readPrivateKey(readFileSync(path, "utf8"));
      if (privateKey === null) {
        throw new Error(`${path} holds no X25519 private key. Put the key back from a backup, or remove the file.`);
      }
      return { id: keyIdOf(createPublicKey(privateKey)), privateKey };
    });
}

/** Makes a key pair; the private half is written beside and moved into place, readable by us alone. */
export function addKey(folder: string): EngineKey {
  const pem = newPrivateKeyPem();
  const privateKey = readPrivateKey(pem);
  if (privateKey === null) throw new Error("A key that was just made cannot be read.");
  const id = keyIdOf(createPublicKey(privateKey));
  const path = pathOf(folder, id);
  writeFileSync(`${path}.new`, pem, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  return { id, privateKey };
}

export function removeKey(folder: string, id: string): void {
  rmSync(pathOf(folder, id), { force: true });
}

function pathOf(folder: string, id: string): string {
  return join(folder, `engine-${id}.pem`);
}
