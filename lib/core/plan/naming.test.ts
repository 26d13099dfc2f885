import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalIp } from "./address.ts";
import type { Machine } from "./machine.ts";
import {
  addressSeries,
  copyMachines,
  freeAddresses,
  isInRange,
  nextAddresses,
  nextHostNames,
  rangeOfPeers,
  readPaste,
  toNetwork,
  writeClipping,
} from "./naming.ts";
import { blankPlan } from "./plan.ts";

const worker3: Machine = {
  id: "w3",
  order: 7,
  hostname: "k8s-worker3",
  ips: ["172.30.15.23"],
  prefixLength: 24,
  roles: ["worker"],
  disks: [],
  mac: "00:16:3e:00:00:03",
};

describe("names continue the pattern of their peers", () => {
  test.each([
    [["k8s-worker1", "k8s-worker2", "k8s-worker3"], "k8s-worker1", 2, ["k8s-worker4", "k8s-worker5"]],
    [["node-08", "node-09"], "node-08", 2, ["node-10", "node-11"]],
    [["w1.lab.local", "w2.lab.local", "w9"], "w1.lab.local", 1, ["w3.lab.local"]],
    [[], "k8s-master", 3, ["k8s-master1", "k8s-master2", "k8s-master3"]],
    [["bastion"], "bastion", 1, ["bastion2"]],
    [["k8s-master1", "k8s-worker7"], "k8s-master1", 1, ["k8s-master2"]],
  ])("%j, like %s, %i more", (taken, like, count, expected) => {
    expect(nextHostNames(taken, like, count)).toEqual(expected);
  });

  test("never repeats a name", () => {
    const name = fc.stringMatching(/^[a-z]{1,3}(-[a-z]{1,2})?\d{0,3}$/);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), name, (taken, like) => {
        const all = [...new Set(taken), ...nextHostNames(taken, like, 3)];
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});

describe("addresses", () => {
  test.each([
    ["172.30.15.254", 3, ["172.30.15.254", "172.30.15.255", "172.30.16.0"]],
    ["fd00::ffff", 2, ["fd00::ffff", "fd00::1:0"]],
    ["255.255.255.255", 2, null],
    ["172.30.15.021", 1, null],
    ["::ffff:10.0.0.1", 1, ["::ffff:a00:1"]],
  ])("a series from %s", (first, count, expected) => {
    expect(addressSeries(first, count)).toEqual(expected);
  });

  test.each([
    ["172.30.15.0", "172.30.15.0/24", false],
    ["172.30.15.255", "172.30.15.0/24", false],
    ["172.30.15.1", "172.30.15.77/24", true],
    ["10.0.0.1", "10.0.0.0/31", true],
    ["fd00::1", "172.30.15.0/24", false],
    ["172.30.15.***", "172.30.15.0/24", null],
  ])("%s in %s is %s", (ip, cidr, expected) => {
    expect(isInRange(ip, cidr)).toBe(expected);
  });

  test("the next free ones follow the peers, skip what is taken and wrap round", () => {
    const query = { cidr: "10.0.0.0/29", taken: ["10.0.0.5", "10.0.0.1"], count: 9 };
    expect(freeAddresses({ ...query, after: "10.0.0.4" })).toEqual(["10.0.0.6", "10.0.0.2", "10.0.0.3", "10.0.0.4"]);
    expect(freeAddresses({ cidr: "fd00::/64", taken: ["fd00:0::1"], count: 1 })).toEqual(["fd00::2"]);
  });

  test("a column of a table goes on behind its first address and skips what is taken", () => {
    expect(nextAddresses(["10.0.0.3"], "10.0.0.1", 3)).toEqual(["10.0.0.2", "10.0.0.4", "10.0.0.5"]);
    expect(nextAddresses([], "255.255.255.254", 3)).toEqual(["255.255.255.255"]);
    expect(nextAddresses([], "10.0.0.***", 3)).toEqual([]);
  });

  test("an IPv6 address is written in its one spelling", () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        expect(addressSeries(text, 1)).toEqual([canonicalIp(text)]);
      }),
    );
  });

  test("the range of peers is what the table said, else the plan's node range, else the peer's own prefix", () => {
    const plan = blankPlan("p");
    expect(rangeOfPeers(plan, [{ ...worker3, ips: [], ipToAssignIn: "172.30.15.0/24" }])).toBe("172.30.15.0/24");
    expect(
      rangeOfPeers({ ...plan, options: { network: { nodeCidrs: ["10.0.0.0/8", "172.30.0.0/16"] } } }, [worker3]),
    ).toBe("172.30.0.0/16");
    expect(rangeOfPeers(plan, [worker3])).toBe("172.30.15.23/24");
    expect(rangeOfPeers(plan, [])).toBeNull();
    expect(toNetwork("172.30.15.23/24")).toBe("172.30.15.0/24");
  });
});

describe("copy and paste", () => {
  test("machines copied here come back whole", () => {
    expect(readPaste(writeClipping([worker3]))).toEqual({ kind: "machines", machines: [worker3] });
  });

  test.each([
    ["主机名\tIP\nk8s-worker1\t172.30.15.21", "table"],
    ["| a | b |\n| c | d |", "table"],
    ["k8s-worker1", "text"],
    ["two\nlines", "text"],
    ['{"quorate":"machines","machines":[]}', "text"],
  ])("%j is a %s", (text, kind) => {
    expect(readPaste(text).kind).toBe(kind);
  });

  test("a copy continues the numbering and leaves behind what belongs to one host", () => {
    const plan = { ...blankPlan("p"), machines: [worker3] };
    expect(copyMachines(plan, [worker3, worker3], ["a", "b"])).toEqual([
      {
        id: "a",
        order: 8,
        hostname: "k8s-worker4",
        ips: [],
        ipToAssignIn: "172.30.15.0/24",
        prefixLength: 24,
        roles: ["worker"],
        disks: [],
      },
      {
        id: "b",
        order: 9,
        hostname: "k8s-worker5",
        ips: [],
        ipToAssignIn: "172.30.15.0/24",
        prefixLength: 24,
        roles: ["worker"],
        disks: [],
      },
    ]);
    expect(copyMachines(blankPlan("q"), [worker3], ["a"])[0]?.hostname).toBe("k8s-worker3");
  });
});
