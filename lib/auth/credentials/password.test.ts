import { scryptSync } from "node:crypto";
import { expect, test, vi } from "vitest";
import { hashPassword, isOutdated, verifyPassword } from "./password.ts";
import { boundedQueue } from "./password-queue.ts";

// Some tests hash several times; on a busy machine one run of scrypt takes seconds.
vi.setConfig({ testTimeout: 120_000 });

test("a password opens its own hash and nothing near it does", async () => {
  const hash = await hashPassword("correct horse");
  expect(hash).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await verifyPassword("correct horse", hash)).toBe(true);
  expect(await verifyPassword("correct horse ", hash)).toBe(false);
  expect(await verifyPassword("Correct horse", hash)).toBe(false);
});

test("two hashes of one password differ, so equal passwords do not show", async () => {
  expect(await hashPassword("same for both")).not.toBe(await hashPassword("same for both"));
});

test("the same letters from two keyboards are one password", async () => {
  const hash = await hashPassword("cafe\u0301 \uff11\uff12\uff13");
  expect(await verifyPassword("caf\u00e9 123", hash)).toBe(true);
});

test("a password over the cap is never right, not even when its start is", async () => {
  const hash = await hashPassword("x".repeat(200));
  expect(await verifyPassword("x".repeat(201), hash)).toBe(false);
  expect(await verifyPassword("x".repeat(200), hash)).toBe(true);
});

test("an unknown name costs as much work as a wrong password", async () => {
  const hash = await hashPassword("correct horse");
  const ratio = (await workOfWrong(null)) / (await workOfWrong(hash));
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

/** CPU time, of all threads: a busy machine stretches the clock, not this. */
async function workOfWrong(stored: string | null): Promise<number> {
  const before = process.cpuUsage();
  expect(await verifyPassword("wrong", stored)).toBe(false);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

test("a hash of older costs still opens and is marked for renewal; nonsense opens nothing", async () => {
  const salt = Buffer.alloc(16, 7);
  const key = scryptSync("old", salt, 32, { N: 2 ** 14, r: 8, p: 1 });
  const text = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
  const old = `$scrypt$ln=14,r=8,p=1$${text(salt)}$${text(key)}`;
  expect(await verifyPassword("old", old)).toBe(true);
  expect(isOutdated(old)).toBe(true);
  expect(isOutdated(await hashPassword("new"))).toBe(false);
  for (const nonsense of ["", "none", "old", "$2b$12$abc", `${old}$x`]) {
    expect(await verifyPassword("old", nonsense)).toBe(false);
  }
});

test("the queue runs two at once, in order of arrival, and turns away what is too much", async () => {
  const run = boundedQueue(2, 3);
  const finish: (() => void)[] = [];
  const started: number[] = [];
  let most = 0;
  let running = 0;
  const job = (id: number) =>
    run(async () => {
      started.push(id);
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => finish.push(resolve));
      running -= 1;
      return id;
    });
  const jobs = [1, 2, 3, 4, 5].map(job);
  await expect(job(6)).rejects.toThrow("queue is full");
  const results = Promise.all(jobs);
  while (started.length < 5 || running > 0) {
    finish.shift()?.();
    await Promise.resolve();
  }
  expect(await results).toEqual([1, 2, 3, 4, 5]);
  expect(started).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

test("a job that fails gives its place to the next", async () => {
  const run = boundedQueue(1, 5);
  const failed = run(() => Promise.reject(new Error("broken")));
  const next = run(async () => "ran");
  await expect(failed).rejects.toThrow("broken");
  expect(await next).toBe("ran");
});
