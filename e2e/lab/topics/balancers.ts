import { expect, test } from "vitest";
import { programKilled } from "../faults/balancer-faults.ts";
import { advertisementsCut, holdersOf } from "../faults/network-faults.ts";
import { VIP } from "../layout.ts";
import type { Machine } from "../machine.ts";
import { alarmsSince, changesOf, factOf, PATH, until, VIP_FACT } from "./sights.ts";
import type { WatchedLab } from "./watched-lab.ts";

async function ownerOf({ lab }: WatchedLab): Promise<Machine> {
  const [name = ""] = await holdersOf(
    VIP,
    lab.machines.filter(({ kind }) => kind === "balancer"),
  );
  return lab.machine(name);
}

const twoHolders = async () => {
  const fact = await factOf(VIP_FACT);
  return fact?.state === "critical" && fact.reason === "two-holders";
};

export function balancerTests(watched: () => WatchedLab): void {
  test("HAProxy dies beside the address: the address moves once, and the balancer that is left is counted", async () => {
    const owner = await ownerOf(watched());
    expect((await factOf(VIP_FACT))?.values.holder).toBe(owner.name);
    const sinceMs = Date.now();
    const undo = await programKilled(owner, "haproxy");
    await until("killed HAProxy: the address has moved, one balancer is left", async () => {
      const fact = await factOf(VIP_FACT);
      return fact?.reason === "one-balancer-left" && fact.values.holder !== owner.name;
    });
    await until("killed HAProxy: its statistics are unknown", async () => {
      return (await factOf(`balancer/${owner.name}`))?.state === "unknown";
    });
    await until("killed HAProxy: the path stands", async () => (await factOf(PATH))?.state === "ok");
    await undo();
    await watched().settled();
    const moves = (await changesOf(VIP_FACT, sinceMs)).filter(({ what }) => what === "holder");
    expect(moves.map(({ from }) => from)).toEqual([owner.name]);
    expect((await alarmsSince(sinceMs)).filter((alarm) => alarm.startsWith("vip/"))).toEqual([]);
  }, 240_000);

  test("Keepalived dies beside the address and leaves it there: two machines hold it", async () => {
    const owner = await ownerOf(watched());
    const undo = await programKilled(owner, "keepalived");
    try {
      await until("killed Keepalived: two holders", twoHolders);
    } finally {
      await undo();
    }
    await watched().settled();
  }, 240_000);

  test("load balancers that no longer hear each other both take the address: critical after two looks", async () => {
    const sinceMs = Date.now();
    const heal = await advertisementsCut();
    try {
      await until("cut advertisements: two holders", twoHolders);
      const balancers = watched().lab.machines.filter(({ kind }) => kind === "balancer");
      expect(await holdersOf(VIP, balancers)).toHaveLength(2);
      expect((await factOf(VIP_FACT))?.values.masters).toEqual(["lb1", "lb2"]);
    } finally {
      await heal();
    }
    await watched().settled();
    expect(await alarmsSince(sinceMs)).toContain(`${VIP_FACT} two-holders`);
  }, 240_000);
}
