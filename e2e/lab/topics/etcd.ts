import { expect, test } from "vitest";
import { etcdLeader } from "../control-plane/faults.ts";
import { etcdHung, etcdKilled, leaderMoved, noSpace } from "../faults/etcd-faults.ts";
import type { Machine } from "../machine.ts";
import { claimOf, secondAgreement } from "./etcd-claims.ts";
import { alarmsSince, changesOf, factOf, facts, figure, margin, QUORUM, until } from "./sights.ts";
import type { WatchedLab } from "./watched-lab.ts";

/** The promise: so long after two samples agree, a person can read it. */
const SHOWN_WITHIN_MS = 2000;
const NEXT_STOPS = `${QUORUM} next-failure-stops-writes`;

export const memberFact = (machine: Machine) => factOf(`etcd-member/${machine.name}`);

/** Names that the leader moved to since then. */
export async function leadersSince(sinceMs: number): Promise<readonly (string | null)[]> {
  return (await changesOf(QUORUM, sinceMs)).filter(({ what }) => what === "leader").map(({ to }) => to);
}

export function etcdTests(watched: () => WatchedLab): void {
  test("a killed etcd leader: the new one by name, the lost one with its reason and margin 0; then all of it back", async () => {
    const { masters, settled } = watched();
    const lost = await etcdLeader(masters);
    const before = await claimOf(lost);
    if (before === null) throw new Error("The leader does not answer.");
    const sinceMs = Date.now();
    const undo = await etcdKilled(lost);
    const others = masters.filter(({ name }) => name !== lost.name);
    const agreedBy = secondAgreement(others, before);
    const { value: moved, readMs } = await until(
      "killed leader: new leader, lost member and margin 0 are stored",
      async () => {
        const quorum = await factOf(QUORUM);
        const isShown =
          others.some(({ name }) => name === quorum?.values.leader) &&
          String(quorum?.values.lost) === lost.name &&
          (await memberFact(lost))?.reason === "refused" &&
          String(await margin()) === "0,0";
        return isShown && (await changesOf(QUORUM, sinceMs)).find(({ what }) => what === "leader");
      },
    );
    figure("two samples of our own agree, after the kill", (await agreedBy) - sinceMs);
    figure("from the engine's second agreeing sample to what can be read", readMs - moved.atMs);
    expect(moved.from).toBe(lost.name);
    expect(readMs - moved.atMs).toBeLessThanOrEqual(SHOWN_WITHIN_MS);
    await until("killed leader: margin 0 is critical", async () => (await factOf(QUORUM))?.state === "critical");
    await undo();
    await settled();
    const changes = await changesOf(QUORUM, sinceMs);
    expect(changes.filter(({ what }) => what === "leader")).toHaveLength(1);
    expect(changes.filter(({ what }) => what === "state").map(({ to }) => to)).toEqual(
      expect.arrayContaining(["critical", "ok"]),
    );
    expect(await alarmsSince(sinceMs)).toEqual([NEXT_STOPS]);
  }, 240_000);

  test("a frozen follower is called hung, by its name, and leaves margin 0", async () => {
    const { masters, settled } = watched();
    const leader = await etcdLeader(masters);
    const frozen = masters.find(({ name }) => name !== leader.name) ?? leader;
    const sinceMs = Date.now();
    const thaw = await etcdHung(frozen);
    try {
      await until("frozen follower: hung, and margin 0", async () => {
        return (await memberFact(frozen))?.values.class === "hung" && String(await margin()) === "0,0";
      });
      expect((await memberFact(frozen))?.values.detail).toMatch(/^(?:TCP connected|The connection stands)/);
      expect((await factOf(QUORUM))?.values).toMatchObject({ leader: leader.name, lost: [frozen.name] });
    } finally {
      await thaw();
    }
    await settled();
    expect(await leadersSince(sinceMs)).toEqual([]);
  }, 180_000);

  test("a frozen leader is called hung; when it wakes and still claims to lead, nothing is raised", async () => {
    const { masters, settled } = watched();
    const frozen = await etcdLeader(masters);
    const sinceMs = Date.now();
    const thaw = await etcdHung(frozen);
    try {
      await until("frozen leader: another leads, it is hung, and margin 0", async () => {
        const led = await leadersSince(sinceMs);
        return (
          led.length === 1 && (await memberFact(frozen))?.values.class === "hung" && String(await margin()) === "0,0"
        );
      });
    } finally {
      await thaw();
    }
    await settled();
    expect(await leadersSince(sinceMs)).toHaveLength(1);
    expect((await alarmsSince(sinceMs)).filter((alarm) => alarm !== NEXT_STOPS)).toEqual([]);
  }, 180_000);

  test("a leadership that is moved by request is one change, and no alarm", async () => {
    const { masters, settled } = watched();
    const from = await etcdLeader(masters);
    const to = masters.find(({ name }) => name !== from.name) ?? from;
    const sinceMs = Date.now();
    await leaderMoved(from, to);
    const { value, readMs } = await until("moved leader is stored", async () => {
      return (await changesOf(QUORUM, sinceMs)).find(({ what }) => what === "leader");
    });
    figure("from the engine's second agreeing sample to what can be read", readMs - value.atMs);
    expect([value.from, value.to]).toEqual([from.name, to.name]);
    expect(readMs - value.atMs).toBeLessThanOrEqual(SHOWN_WITHIN_MS);
    await settled();
    expect(await leadersSince(sinceMs)).toEqual([to.name]);
    expect(await alarmsSince(sinceMs)).toEqual([]);
  }, 120_000);

  test("a member without space raises a critical alarm that names it, until it is disarmed", async () => {
    const [member] = watched().masters;
    if (member === undefined) throw new Error("The lab has no master.");
    const alarm = async () => (await facts()).find(({ kind }) => kind === "etcd-alarm");
    const disarm = await noSpace(member);
    try {
      await until("NOSPACE is critical", async () => (await alarm())?.state === "critical");
      expect((await alarm())?.values).toMatchObject({ alarm: "NOSPACE", name: member.name });
      expect(await margin()).toEqual([-1, -1]);
    } finally {
      await disarm();
    }
    await until("the alarm is gone", async () => (await alarm()) === undefined);
  }, 180_000);
}
