import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { undoAll } from "./faults/undo.ts";
import { labObstacle } from "./obstacle.ts";
import { accessTests } from "./topics/access.ts";
import { apiServerTests } from "./topics/api-servers.ts";
import { balancerTests } from "./topics/balancers.ts";
import { certificateTests } from "./topics/certificates.ts";
import { etcdTests } from "./topics/etcd.ts";
import { quorumTests } from "./topics/etcd-quorum.ts";
import { firstSightTests } from "./topics/first-sight.ts";
import { leaseTests } from "./topics/leases.ts";
import { type WatchedLab, watchLab } from "./topics/watched-lab.ts";

/** Another checkout may have the lab first. */
const TURN_AND_START_MS = 840_000;
/** Real programs on a busy machine can be late for reasons of their own; what fails twice is a fault. */
const RETRY = { retry: 1 };
/** A lab that stays ill fails the rest at once: each of its tests would wait for minutes. */
const UNSETTLED_MAX = 2;
const obstacle = labObstacle();

/** One file, because a lab takes most of a minute to start: all topics share one, and leave it as they found it. */
describe.skipIf(obstacle !== null)(`A real control plane${obstacle === null ? "" : ` (${obstacle})`}`, RETRY, () => {
  let current: WatchedLab | undefined;
  let unsettled = 0;
  const watched = (): WatchedLab => {
    if (current === undefined) throw new Error("The lab is not up.");
    if (unsettled > UNSETTLED_MAX) throw new Error("The lab does not recover; see the tests before this one.");
    return current;
  };

  beforeAll(async () => {
    current = await watchLab();
  }, TURN_AND_START_MS);

  afterAll(() => current?.stop(), 60_000);
  afterEach(async () => {
    await undoAll();
    try {
      await current?.settled();
    } catch (cause) {
      unsettled += 1;
      throw cause;
    }
  }, 180_000);

  describe("First sight", () => firstSightTests(watched));
  describe("etcd", () => etcdTests(watched));
  describe("Quorum", () => quorumTests(watched));
  describe("Leases", () => leaseTests(watched));
  describe("API servers", () => apiServerTests(watched));
  describe("Load balancers", () => balancerTests(watched));
  describe("Certificates", () => certificateTests(watched));
  describe("Access", () => accessTests(watched));
});
