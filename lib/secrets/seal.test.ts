import { createPrivateKey, createPublicKey } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { keyIdOf, newPrivateKeyPem, publicKeyPem, readPrivateKey, readPublicKey } from "./key-pair.ts";
import { open, reseal, seal } from "./seal.ts";
import { Sealed, type SealedPlace } from "./sealed.ts";

const ours = createPrivateKey(newPrivateKeyPem());
const others = createPrivateKey(newPrivateKeyPem());
const publicKey = createPublicKey(ours);
const place: SealedPlace = { table: "credential", id: "c1", field: "kubeconfig", version: 1 };
const secret = Buffer.from("token: canary-5f3a");

test("only the private key opens, and gives the same bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
      const opened = open(ours, seal(publicKey, bytes, place), place);
      expect(opened.ok && Buffer.compare(opened.plaintext, bytes)).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test("the wrong key is told apart from changed bytes", () => {
  const sealed = seal(publicKey, secret, place);
  expect(open(others, sealed, place)).toEqual({ ok: false, problem: "wrong-key" });
});

test("any flipped bit of any part, and any other place, is refused", () => {
  const sealed = Sealed.parse(JSON.parse(JSON.stringify(seal(publicKey, secret, place))));
  for (const part of ["ephemeral", "wrappedKey", "ciphertext"] as const) {
    const bytes = Buffer.from(sealed[part], "base64");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      // X25519 ignores the top bit of a public key; the key derivation does not.
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const opened = open(ours, { ...sealed, [part]: changed.toString("base64") }, place);
      expect(opened, `${part} bit ${bit}`).toEqual({ ok: false, problem: "tampered" });
    }
    expect(open(ours, { ...sealed, [part]: "" }, place)).toEqual({ ok: false, problem: "tampered" });
  }
  for (const other of [{ table: "preflight" }, { id: "c2" }, { field: "token" }, { version: 2 }]) {
    expect(open(ours, sealed, { ...place, ...other })).toEqual({ ok: false, problem: "tampered" });
  }
});

test("sealing twice gives different bytes, and the plaintext stands nowhere in them", () => {
  const [one, two] = [seal(publicKey, secret, place), seal(publicKey, secret, place)];
  expect(one.ciphertext).not.toBe(two.ciphertext);
  const all = Object.values(one).map((part) => Buffer.from(part, "base64").toString("latin1") + part);
  expect(all.join()).not.toContain("canary");
});

test("a rotation moves the key and leaves the data as it is", () => {
  const sealed = seal(publicKey, secret, place);
  const moved = reseal(ours, createPublicKey(others), { sealed, place });
  expect(moved?.ciphertext).toBe(sealed.ciphertext);
  expect(moved && open(others, moved, place)).toMatchObject({ ok: true, plaintext: secret });
  expect(moved && open(ours, moved, place)).toEqual({ ok: false, problem: "wrong-key" });
  expect(reseal(others, publicKey, { sealed, place })).toBeNull();
});

test("keys are read back from their PEM and nothing else is taken for one", () => {
  const pem = newPrivateKeyPem();
  const key = readPrivateKey(pem);
  const shown = key && publicKeyPem(key);
  expect(shown && readPublicKey(shown)).not.toBeNull();
  expect(key && keyIdOf(createPublicKey(key))).toMatch(/^[0-9a-f]{16}$/);
  expect([readPrivateKey("changeme"), readPublicKey(""), readPrivateKey(shown ?? "")]).toEqual([null, null, null]);
});
