import { describe, expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { judgePlan } from "#lib/core/plan/edits/judge.ts";
import type { Machine, Role } from "#lib/core/plan/machine.ts";
import { blankPlan, Plan, sortedPlan } from "#lib/core/plan/plan.ts";
import { specOf } from "#lib/core/plan/spec-text.ts";
import { TEMPLATES, templatePlan } from "#lib/core/plan/templates.ts";
import { principalRole, totalsByRole, totalsOf } from "#lib/core/plan/totals.ts";

type Id = (typeof TEMPLATES)[number]["id"];
const machinesOf = (id: Id) => templatePlan(id, "demo").machines;
const printed = ({ machines, cpuCores, memoryMiB, systemDiskGB, dataDiskGB }: ReturnType<typeof totalsOf>) => [
  machines,
  cpuCores,
  memoryMiB / 1024,
  systemDiskGB + dataDiskGB,
];

// hosts, cores, GiB, GB as printed in the worked plans
test.each<[Id, number[]]>([
  ["blank", [0, 0, 0, 0]],
  ["T1", [3, 12, 24, 300]],
  ["T2", [8, 52, 200, 2_050]],
  ["T2b", [8, 52, 200, 2_950]],
  ["T3", [13, 120, 456, 4_070]],
  ["T4", [40, 480, 1_944, 26_820]],
  ["T5", [23, 248, 1_024, 19_120]],
  ["T6", [1_226, 38_936, 155_584, 859_248]],
])("%s has the printed totals", (id, figures) => {
  expect(printed(totalsOf(machinesOf(id)))).toEqual(figures);
});

test.each(TEMPLATES.map(({ id }) => id))("%s is a valid plan in its own order that an empty plan takes over", (id) => {
  const plan = templatePlan(id, "demo");
  expect(Plan.parse(plan)).toStrictEqual(plan);
  expect(sortedPlan(plan)).toStrictEqual(plan);
  expect(judgePlan(plan)).toEqual([]);
  expect(applyEdit(blankPlan("x"), { type: "replacePlan", plan })).toMatchObject({ ok: true, plan });
});

test("every template has words in both languages", () => {
  for (const { title, summary } of TEMPLATES) {
    expect([title.zh, summary.zh].filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
    expect([title.en, summary.en].filter((text) => !/^[\x20-\x7e]+$/.test(text))).toEqual([]);
  }
});

const roles = (machines: readonly Machine[]) => machines.map((machine) => machine.roles.join("+"));

describe("T2, the seed as printed", () => {
  const plan = templatePlan("T2", "seed");

  test("has 2 lb, 3 control-plane + etcd, 3 worker + storage", () => {
    expect(roles(plan.machines)).toEqual([
      ...Array(2).fill("lb"),
      ...Array(3).fill("control-plane+etcd"),
      ...Array(3).fill("worker+storage"),
    ]);
  });

  test("has masked addresses, and the words of the source", () => {
    for (const { ips, ipToAssignIn, osText } of plan.machines) {
      expect({ ips, ipToAssignIn, osText }).toEqual({ ips: [], ipToAssignIn: "172.30.15.0/24", osText: "Centos7.8" });
    }
    expect(plan.machines.map(({ specText }) => specText)).toEqual(plan.machines.map(specOf));
    expect(new Set(plan.machines.map(({ remark }) => remark))).toEqual(
      new Set(["Keepalived & HAProxy", "master+etcd", "CICD + Storage"]),
    );
  });

  test("has the software table", () => {
    expect(plan.options).toMatchObject({
      kubernetes: {
        version: "1.21.5",
        buildTool: { version: "2.0.0" },
        runtime: { kind: "docker", version: "20.10.9" },
      },
      platform: { kind: "kubesphere", version: "3.2.1" },
    });
    expect(plan.options.software?.map(({ name, version }) => `${name} ${version}`)).toEqual(
      expect.arrayContaining(["KubeSphere 3.2.1", "KubeKey 2.0.0", "Docker 20.10.9", "Kubernetes 1.21.5"]),
    );
  });
});

describe("the printed facts", () => {
  test.each<[Id, object]>([
    [
      "T1",
      {
        endpoints: [{ dnsName: "k8s-api.lab.example", vips: ["192.168.56.11"], lb: { kind: "none" } }],
        options: { environment: "lab" },
      },
    ],
    [
      "T2b",
      {
        endpoints: [
          {
            dnsName: "k8s-api.example.internal",
            vips: ["172.30.15.10"],
            port: 6443,
            lb: { vrid: 15, checkWeight: -60, priorities: { "k8s-slb1": 150, "k8s-slb2": 100 } },
          },
        ],
        options: {
          network: { podCidrs: ["10.233.64.0/18"], serviceCidrs: ["10.233.0.0/18"], nodeCidrs: ["172.30.15.0/24"] },
        },
      },
    ],
    [
      "T3",
      {
        endpoints: [
          { vips: ["10.20.1.10"], lb: { globalMaxconn: 4000 } },
          { audience: "registry", vips: ["10.20.1.50"] },
        ],
        options: { backup: { intervalMinutes: 30, keep: 96, isPkiCopied: true }, targets: { pods: 400 } },
      },
    ],
    [
      "T4",
      {
        options: {
          etcd: { topology: "external" },
          targets: { nodesMax: 100 },
          network: { nodeCidrs: ["10.30.0.0/20"] },
        },
      },
    ],
    [
      "T5",
      {
        endpoints: [
          { lb: { kind: "node-local" } },
          { audience: "people", lb: { kind: "cloud-slb", isCrossZone: true } },
          { audience: "registry" },
        ],
        options: {
          etcd: { heartbeatMs: 100, electionMs: 1000 },
          storage: [{ kind: "ceph", failureDomain: "zone", replicas: 3 }],
        },
      },
    ],
    [
      "T6",
      {
        endpoints: [{ lb: { globalMaxconn: 60_000 } }, { lb: { globalMaxconn: 60_000 } }],
        options: {
          etcd: { quotaGiB: 8, hasEventsSplit: true },
          network: { podCidrs: ["10.64.0.0/13"] },
          targets: { pods: 36_000 },
        },
      },
    ],
  ])("%s", (id, facts) => {
    expect(templatePlan(id, "demo")).toMatchObject(facts);
  });

  test.each<[Id, string, string, string]>([
    ["T1", "lab-worker", "192.168.56.21", "192.168.56.22"],
    ["T2b", "k8s-slb", "172.30.15.11", "172.30.15.12"],
    ["T2b", "k8s-master", "172.30.15.21", "172.30.15.23"],
    ["T2b", "k8s-worker", "172.30.15.31", "172.30.15.33"],
    ["T3", "slb", "10.20.1.11", "10.20.1.12"],
    ["T3", "master", "10.20.1.21", "10.20.1.23"],
    ["T3", "worker", "10.20.1.31", "10.20.1.36"],
    ["T3", "harbor", "10.20.1.51", "10.20.1.52"],
    ["T4", "slb", "10.30.0.11", "10.30.0.12"],
    ["T4", "master", "10.30.0.21", "10.30.0.23"],
    ["T4", "etcd", "10.30.0.31", "10.30.0.33"],
    ["T4", "worker", "10.30.1.1", "10.30.1.24"],
    ["T4", "infra", "10.30.2.11", "10.30.2.13"],
    ["T4", "storage", "10.30.3.11", "10.30.3.13"],
    ["T4", "harbor", "10.30.4.11", "10.30.4.12"],
  ])("%s: addresses of %s from %s to %s", (id, prefix, first, last) => {
    const ips = machinesOf(id).flatMap((machine) => (machine.id.startsWith(prefix) ? machine.ips : []));
    expect([ips.at(0), ips.at(-1)]).toEqual([first, last]);
  });

  test("T2b has its hosts on six hypervisors, T4 eight workers in each rack, T6 forty", () => {
    const places = machinesOf("T2b").map(({ hostname, rack = "-", hypervisor }) => `${hostname} ${rack}/${hypervisor}`);
    expect(places).toEqual([
      "k8s-slb1 r1/h1",
      "k8s-slb2 r2/h2",
      "k8s-master1 r1/h1",
      "k8s-master2 r2/h2",
      "k8s-master3 r3/h3",
      "k8s-worker1 -/h4",
      "k8s-worker2 -/h5",
      "k8s-worker3 -/h6",
    ]);
    const perRack = (id: Id) => {
      const workers = machinesOf(id).filter((machine) => machine.roles.includes("worker"));
      return Object.values(Object.groupBy(workers, ({ rack }) => rack ?? "")).map((group) => group?.length);
    };
    expect(perRack("T4")).toEqual([8, 8, 8]);
    expect(perRack("T6")).toEqual(Array(30).fill(40));
  });

  test("T5 has one master, three workers, one infra and two storage hosts per zone", () => {
    const inZone = machinesOf("T5").filter(({ zone }) => zone === "b");
    expect(inZone.map(({ hostname, ips }) => `${hostname} ${ips[0]}`)).toEqual([
      "master-b1 10.42.0.21",
      "worker-b1 10.42.1.1",
      "worker-b2 10.42.1.2",
      "worker-b3 10.42.1.3",
      "infra-b1 10.42.2.11",
      "storage-b1 10.42.3.11",
      "storage-b2 10.42.3.12",
      "harbor-b 10.42.4.11",
    ]);
  });
});

describe("totals by role", () => {
  test.each(TEMPLATES.map(({ id }) => id))("of %s add up to its totals", (id) => {
    const groups = totalsByRole(machinesOf(id)).map(({ totals }) => printed(totals));
    const summed = groups.reduce(
      (sum, group) => sum.map((figure, index) => figure + (group[index] ?? 0)),
      [0, 0, 0, 0],
    );
    expect(summed).toEqual(printed(totalsOf(machinesOf(id))));
  });

  test("come in table order, machines without a role last", () => {
    const blank: Machine = { id: "x", order: 0, hostname: "x", ips: [], roles: [], disks: [] };
    expect(totalsByRole([blank, ...machinesOf("T4").toReversed()]).map(({ role }) => role)).toEqual([
      "lb",
      "control-plane",
      "etcd",
      "infra",
      "worker",
      "storage",
      "registry",
      null,
    ]);
  });

  test("count what is unknown instead of taking it for zero, and part system from data disks", () => {
    const machine: Machine = { id: "x", order: 0, hostname: "x", ips: [], roles: ["worker"], disks: [] };
    const sized = {
      ...machine,
      cpuCores: 4,
      memoryMiB: 8192,
      disks: [{ sizeGB: 50 }, { sizeGB: 100 }, { sizeGB: 100 }],
    };
    expect(totalsOf([machine, sized])).toEqual({
      machines: 2,
      cpuCores: 4,
      memoryMiB: 8192,
      systemDiskGB: 50,
      dataDiskGB: 200,
      unknown: { cpuCores: 1, memoryMiB: 1, disks: 1 },
    });
  });

  test.each<[Role[], Role | null]>([
    [["etcd", "control-plane"], "control-plane"],
    [["storage", "worker"], "worker"],
    [["worker", "infra"], "infra"],
    [["bastion", "registry"], "registry"],
    [[], null],
  ])("%j is a row of %s", (given, principal) => {
    expect(principalRole({ roles: given })).toBe(principal);
  });
});
