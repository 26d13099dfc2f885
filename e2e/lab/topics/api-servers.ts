import { expect, test } from "vitest";
import { backEndUnchecked } from "../faults/balancer-faults.ts";
import { anonymousRefused, apiServerKilled } from "../faults/component-faults.ts";
import { linkCut } from "../faults/network-faults.ts";
import { memberFact } from "./etcd.ts";
import { alarmsSince, criticals, factOf, margin, PATH, QUORUM, until } from "./sights.ts";
import type { WatchedLab } from "./watched-lab.ts";

const backEnd = (balancer: string, server: string) => factOf(`backend/${balancer}/masters/${server}`);

export function apiServerTests(watched: () => WatchedLab): void {
  test("back ends good, dead, refused with 401 and never checked are told apart; the dead server leaves the path whole", async () => {
    const { lab, masters, settled } = watched();
    const [dead, refused, good] = masters;
    if (dead === undefined || refused === undefined || good === undefined) throw new Error("Three masters are needed.");
    const sinceMs = Date.now();
    const undos = [await apiServerKilled(dead)];
    try {
      await until(
        "killed API server is named",
        async () => (await factOf(`api-server/${dead.name}`))?.reason === "refused",
      );
      expect((await factOf(`api-server/${dead.name}`))?.state).toBe("warning");
      await until("killed API server: the path stands", async () => (await factOf(PATH))?.state === "ok");
      expect(await margin()).toEqual([1, 1]);
      expect((await factOf(PATH))?.values).toMatchObject({ readyServers: 2, servers: 3 });
      expect((await alarmsSince(sinceMs)).filter((alarm) => !alarm.startsWith("balancer/"))).toEqual([]);
      undos.push(await anonymousRefused(refused), await backEndUnchecked(lab.machine("lb1"), good.name));
      const wanted = [
        ["lb1", dead.name, "warning down"],
        ["lb1", refused.name, "warning check-unauthorised"],
        ["lb1", good.name, "unknown no-check"],
        ["lb2", good.name, "ok up"],
      ] as const;
      await until("four kinds of back ends", async () => {
        const seen = await Promise.all(wanted.map(([balancer, server]) => backEnd(balancer, server)));
        return seen.every((fact, at) => `${fact?.state} ${fact?.reason}` === wanted[at]?.[2]);
      });
      expect(await backEnd("lb1", refused.name)).toMatchObject({ values: { checkCode: 401 } });
    } finally {
      for (const undo of undos) await undo();
    }
    await settled();
  }, 240_000);

  test("a master whose cable is pulled is lost as a whole, and not taken for a hung process", async () => {
    const { masters, settled } = watched();
    const gone = masters[2];
    if (gone === undefined) throw new Error("The lab has no third master.");
    const plugIn = await linkCut(gone);
    try {
      await until("pulled cable: member and API server are lost, margin 0", async () => {
        const [server, member] = [await factOf(`api-server/${gone.name}`), await memberFact(gone)];
        return server?.state === "warning" && member?.state === "warning" && String(await margin()) === "0,0";
      });
      expect(await memberFact(gone)).toMatchObject({ reason: "lost-by-peers", values: { class: "down" } });
      expect((await factOf(QUORUM))?.values.lost).toEqual([gone.name]);
      await until("pulled cable: the path stands", async () => (await factOf(PATH))?.state === "ok");
      expect((await criticals()).filter((alarm) => !alarm.startsWith(QUORUM))).toEqual([]);
    } finally {
      await plugIn();
    }
    await settled();
  }, 240_000);
}
