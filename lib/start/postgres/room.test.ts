import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dataFolder } from "#lib/config/data-folder.ts";
import { hasRoom, isAboutRoom, watchRoom } from "./room.ts";

test.each([
  ['FATAL:  could not write to file "pg_wal/xlogtemp.23837": No space left on device', true],
  ["PANIC:  could not write to file: Disk quota exceeded", true],
  ['FATAL:  lock file "postmaster.pid" already exists', false],
])("%s", (words, isAbout) => expect(isAboutRoom(words)).toBe(isAbout));

test("a disk with hundreds of megabytes has room, and nobody is told of it", async () => {
  const folder = { ...dataFolder({ QUORATE_DATA: join(tmpdir()) }), postgres: tmpdir() };
  const told: boolean[] = [];
  const stop = watchRoom(folder, (isFull) => told.push(isFull));
  expect(await hasRoom(folder)).toBe(true);
  await stop();
  expect(told).toEqual([]);
});
