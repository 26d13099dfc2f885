import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { passwordQueue } from "./password-queue.ts";

// OWASP's first choice for scrypt. Not argon2id: Node offers it from 24.7 on, and one supported platform ships 24.0.
const LOG_N = 17;
const BLOCK_SIZE = 8;
const PARALLEL = 1;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** scrypt reads all of it; without a cap, a megabyte of password is a megabyte of hashing for anyone who asks. */
const PASSWORD_MAX = 200;

interface StoredHash {
  readonly logN: number;
  readonly blockSize: number;
  readonly parallel: number;
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** Hashes a password as a PHC string `$scrypt$ln=17,r=8,p=1$salt$key`. Throws `QueueFull` under a storm. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const shape = { logN: LOG_N, blockSize: BLOCK_SIZE, parallel: PARALLEL, salt };
  return phc(shape, await derive(password, shape));
}

/** True when the password gives the stored hash. A null hash (no such person) takes as long and is always false. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const known = stored === null ? null : parsePhc(stored);
  const against = known ?? DUMMY;
  const key = await derive(password, against);
  const isEqual = key.length === against.key.length && timingSafeEqual(key, against.key);
  return isEqual && known !== null && password.length <= PASSWORD_MAX;
}

/** True when the hash was made with other costs than today's, so that the next sign-in should replace it. */
export function isOutdated(stored: string): boolean {
  const hash = parsePhc(stored);
  return hash === null || hash.logN !== LOG_N || hash.blockSize !== BLOCK_SIZE || hash.parallel !== PARALLEL;
}

/** Same costs as a real hash; its salt is new in every process, so no password can be found that fits it. */
const DUMMY: StoredHash = {
  logN: LOG_N,
  blockSize: BLOCK_SIZE,
  parallel: PARALLEL,
  salt: randomBytes(SALT_BYTES),
  key: randomBytes(KEY_BYTES),
};

function derive(password: string, shape: Omit<StoredHash, "key">): Promise<Buffer> {
  const N = 2 ** shape.logN;
  const costs: ScryptOptions = { N, r: shape.blockSize, p: shape.parallel, maxmem: 256 * N * shape.blockSize };
  // The same letters typed on two keyboards may differ in code points; NFKC makes them one password.
  const text = password.slice(0, PASSWORD_MAX).normalize("NFKC");
  return passwordQueue()(
    () =>
      new Promise((resolve, reject) => {
        scrypt(text, shape.salt, KEY_BYTES, costs, (error, key) => (error === null ? resolve(key) : reject(error)));
      }),
  );
}

function phc(shape: Omit<StoredHash, "key">, key: Buffer): string {
  const costs = `ln=${shape.logN},r=${shape.blockSize},p=${shape.parallel}`;
  return `$scrypt$${costs}$${unpadded(shape.salt)}$${unpadded(key)}`;
}

const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{32,128})$/;

function parsePhc(stored: string): StoredHash | null {
  const [, logN, blockSize, parallel, salt = "", key = ""] = PHC.exec(stored) ?? [];
  if (key === "") return null;
  return {
    logN: Number(logN),
    blockSize: Number(blockSize),
    parallel: Number(parallel),
    salt: Buffer.from(salt, "base64"),
    key: Buffer.from(key, "base64"),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "");
}
