import { expect, test } from "vitest";
import { ETCD_PORT, etcdLeader } from "../control-plane/faults.ts";
import { learnerAdded, quorumLost } from "../faults/etcd-faults.ts";
import { isolatedFrom } from "../faults/network-faults.ts";
import { leadersSince, memberFact } from "./etcd.ts";
import { alarmsSince, changesOf, factOf, LEASES, margin, QUORUM, until } from "./sights.ts";
import type { WatchedLab } from "./watched-lab.ts";

export function quorumTests(watched: () => WatchedLab): void {
  test("two of three members die: no quorum, margin below 0, and no word about leases that nobody can list", async () => {
    const { masters, settled } = watched();
    const [survivor] = masters;
    if (survivor === undefined) throw new Error("The lab has no master.");
    const sinceMs = Date.now();
    const undo = await quorumLost(masters, survivor);
    try {
      await until("lost quorum: critical, margin below 0", async () => {
        const quorum = await factOf(QUORUM);
        return quorum?.state === "critical" && quorum.reason === "no-quorum" && String(await margin()) === "-1,-1";
      });
      expect((await factOf(QUORUM))?.values.lost).toEqual(masters.slice(1).map(({ name }) => name));
      await until("lost quorum: leases are unknown", async () => {
        const leases = await Promise.all(LEASES.map(factOf));
        return leases.every((fact) => fact?.state === "unknown" && fact.reason !== "settling");
      });
    } finally {
      await undo();
    }
    await settled();
    for (const subject of LEASES) {
      const changes = await changesOf(subject, sinceMs);
      expect(changes.filter(({ what, to }) => what === "state" && to === "critical")).toEqual([]);
    }
  }, 240_000);

  test("a member that its peers cannot reach is named; the leader stays, and nothing else is critical", async () => {
    const { masters, settled } = watched();
    const leader = await etcdLeader(masters);
    const alone = masters.find(({ name }) => name !== leader.name) ?? leader;
    const sinceMs = Date.now();
    const others = watched().lab.machines.filter(({ name }) => name !== alone.name);
    const heal = await isolatedFrom(alone, others);
    try {
      await until("isolated member: without a leader, and margin 0", async () => {
        return (await memberFact(alone))?.values.class === "no-leader" && String(await margin()) === "0,0";
      });
      await until("isolated member: margin 0 is critical", async () => (await factOf(QUORUM))?.state === "critical");
      expect((await factOf(QUORUM))?.values.leader).toBe(leader.name);
    } finally {
      await heal();
    }
    await settled();
    expect(await leadersSince(sinceMs)).toEqual([]);
    expect(await alarmsSince(sinceMs)).toEqual([`${QUORUM} next-failure-stops-writes`]);
  }, 240_000);

  test("a fourth member that learns is shown as that and adds nothing to the margin", async () => {
    const { lab, masters, connection, lookAgain, settled } = watched();
    const [, model] = masters;
    if (model === undefined) throw new Error("The lab has no second master.");
    const worker = lab.machine("w1");
    const sinceMs = Date.now();
    const undo = await learnerAdded(worker, model);
    const { etcd } = connection();
    if (etcd === null) throw new Error("etcd is not connected.");
    const address = `${worker.ip}:${ETCD_PORT}`;
    await lookAgain({ etcd: { ...etcd, members: [...etcd.members, { machineId: worker.name, address }] } });
    // A changed connection is looked at from nothing: until each voter was seen, the margin is a range.
    await until("learner is shown, and all voters are seen", async () => {
      const fact = await memberFact(worker);
      const isShown = fact?.state === "ok" && fact.values.class === "learner" && fact.values.isLearner === true;
      return isShown && (await factOf(QUORUM))?.values.healthy === 3;
    });
    expect((await factOf(QUORUM))?.values).toMatchObject({ voters: 3, healthy: 3, low: 1, high: 1 });
    expect(await margin()).toEqual([1, 1]);
    await undo();
    await lookAgain();
    await settled();
    expect(await alarmsSince(sinceMs)).toEqual([]);
  }, 180_000);
}
