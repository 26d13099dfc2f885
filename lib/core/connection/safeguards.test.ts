import { describe, expect, test } from "vitest";
import type { Connection } from "./connection.ts";
import { adminChoices, fieldsToGiveAgain } from "./safeguards.ts";

const CA = { kind: "ca", caPem: "one" } as const;
const NONE = { kind: "none" } as const;
const place = (address: string) => ({ machineId: null, address });
const page = (statsUrl: string) => ({ machineId: null, name: "slb1", statsUrl, slbUrl: null });

const STORED: Connection = {
  api: { address: "10.0.0.10:6443", trust: CA, serverName: null },
  masters: [place("10.0.0.11:6443")],
  etcd: { members: [place("10.0.0.11:2379")], trust: CA },
  balancers: [page("http://10.0.0.8:9000/stats")],
  vipSlbUrl: null,
  pollSeconds: 5,
  isInCluster: false,
  mayUseLoopback: false,
};
const UNVERIFIED: Connection = { ...STORED, api: { ...STORED.api, trust: NONE }, etcd: null };
const api = (part: Partial<Connection["api"]>) => ({ api: { ...STORED.api, ...part } });

describe("A stored credential", () => {
  test.each<[string, Connection, Partial<Connection>, string[]]>([
    ["stays when nothing but the interval changes", STORED, { pollSeconds: 9 }, []],
    ["stays when a target goes", STORED, { masters: [], etcd: null, balancers: [] }, []],
    ["goes along to another server of the same authority", STORED, api({ address: "10.0.0.99:6443" }), []],
    ["goes along to another master of the same authority", STORED, { masters: [place("10.9.9.9:6443")] }, []],
    ["is not sent to a server of another authority", STORED, api({ trust: { kind: "ca", caPem: "two" } }), ["api"]],
    ["is not sent to a server that need not prove itself any more", STORED, api({ trust: NONE }), ["api"]],
    [
      "is not sent to one pinned certificate instead",
      STORED,
      api({ trust: { kind: "pinned", fingerprint: "0" } }),
      ["api"],
    ],
    [
      "is not sent to a new address that nobody verifies",
      UNVERIFIED,
      api({ address: "6.6.6.6:443", trust: NONE }),
      ["api"],
    ],
    [
      "is not sent to a new master that nobody verifies",
      UNVERIFIED,
      { ...api({ trust: NONE }), masters: [place("6.6.6.6:443")] },
      ["api"],
    ],
    [
      "of etcd is not shown to members under another authority",
      STORED,
      { etcd: { members: [place("10.0.0.11:2379")], trust: NONE } },
      ["etcd"],
    ],
    [
      "of the statistics page is not sent to another host",
      STORED,
      { balancers: [page("http://6.6.6.6:9000/stats")] },
      ["statistics"],
    ],
    [
      "of the statistics page is not sent to another port",
      STORED,
      { vipSlbUrl: "http://10.0.0.8:9001/slb" },
      ["statistics"],
    ],
    [
      "of the statistics page goes to another path of the same server",
      STORED,
      { balancers: [page("http://10.0.0.8:9000/admin")] },
      [],
    ],
  ])("%s", (_, before, change, again) => {
    expect(fieldsToGiveAgain(before, { ...before, ...change })).toEqual(again);
  });
});

describe("Only an admin", () => {
  const local = { ...STORED, mayUseLoopback: true };
  test.each<[string, Connection | null, Connection, string[]]>([
    ["lets a connection use loopback", null, local, ["loopback"]],
    ["lets a stored connection use loopback", STORED, local, ["loopback"]],
    ["leaves a server unverified", STORED, UNVERIFIED, ["unverified"]],
    ["leaves etcd unverified", null, { ...STORED, etcd: { members: [], trust: NONE } }, ["unverified"]],
  ])("%s", (_, before, next, choices) => expect(adminChoices(before, next)).toEqual(choices));

  test("is needed once: what stands already may stay, and may be taken back", () => {
    expect(adminChoices(local, { ...local, pollSeconds: 9 })).toEqual([]);
    expect(adminChoices(UNVERIFIED, UNVERIFIED)).toEqual([]);
    expect(adminChoices(local, STORED)).toEqual([]);
  });
});

test("only an admin may newly use the account of the pod that we run in", () => {
  const inside = { ...STORED, isInCluster: true };
  expect(adminChoices(STORED, inside)).toEqual(["in-cluster"]);
  expect(adminChoices(null, inside)).toEqual(["in-cluster"]);
  expect(adminChoices(inside, inside)).toEqual([]);
  expect(adminChoices(inside, STORED)).toEqual([]);
});
