import { describe, expect, test } from "vitest";
import { type Machine, Role } from "#lib/core/plan/machine.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { minimalCutSets } from "#lib/core/survive/bdd/cut-sets/cut-sets.ts";
import { listCutSets } from "#lib/core/survive/bdd/cut-sets/list-cut-sets.ts";
import type { ServiceId } from "#lib/core/survive/fault-tree.ts";
import { compile, countedRef } from "./compile.ts";
import { modelOf } from "./model-of.ts";

/** `w1 a r1 worker,storage` is a machine with its zone, rack and roles; `-` for a place nobody said. */
function machines(rows: readonly string[]): Machine[] {
  return rows.map((row, order): Machine => {
    const [id = "", zone = "-", rack = "-", roles = ""] = row.split(" ");
    const all = roles
      .split(",")
      .filter(Boolean)
      .map((role) => Role.parse(role));
    return {
      id,
      order,
      hostname: id,
      ips: [],
      roles: all,
      disks: [],
      ...(zone === "-" ? {} : { zone }),
      ...(rack === "-" ? {} : { rack }),
    };
  });
}

/** Minimal cut sets of machines alone, up to three of them. */
function deadly(rows: readonly string[], options: PlanOptions, id: ServiceId): readonly string[] | string {
  return deadlySets({ ...blankPlan("services"), options, machines: machines(rows) }, id, /^machine:/);
}

function deadlySets(plan: Plan, id: ServiceId, only: RegExp): readonly string[] | string {
  const { tree } = modelOf(plan);
  const compiled = compile(tree);
  const service = tree.services.find((each) => each.id === id);
  if (service?.kind !== "modelled") return service?.reason ?? "missing";
  const root = countedRef(compiled, compiled.refOf(service.down));
  const { sets } = listCutSets(minimalCutSets(compiled.bdd, root, 3), 2000);
  const names = sets.map((set) => set.map((at) => compiled.variables[at]?.id ?? ""));
  return names
    .filter((set) => set.every((name) => only.test(name)))
    .map((set) => set.map((name) => name.replace("machine:", "")).join("+"));
}

const WORKERS = ["w1 a r1 worker", "w2 a r2 worker", "w3 b r3 worker", "w4 b r4 worker"];
const CEPH = ["s1 a r1 storage", "s2 a r2 storage", "s3 b r3 storage", "s4 b r4 storage"];

describe("running workloads", () => {
  test.each<[string, number, readonly string[]]>([
    ["one replica stops with any worker", 1, ["w1", "w2", "w3", "w4"]],
    ["two replicas stand in both zones", 2, ["w1+w3", "w1+w4", "w2+w3", "w2+w4"]],
    ["three replicas have two in one of the zones", 3, ["w1+w2+w3", "w1+w2+w4", "w1+w3+w4", "w2+w3+w4"]],
  ])("%s", (_, replicas, expected) => {
    expect(deadly(WORKERS, { demand: { replicas } }, "running-workloads")).toEqual(expected);
  });

  test("two are taken for granted where the plan says nothing, and it is said so", () => {
    const plan = { ...blankPlan("x"), machines: machines(WORKERS) };
    expect(deadly(WORKERS, {}, "running-workloads")).toEqual(
      deadly(WORKERS, { demand: { replicas: 2 } }, "running-workloads"),
    );
    expect(modelOf(plan).assumptions.map(({ code }) => code)).toContain("replicas-assumed");
  });
});

describe("room for new pods", () => {
  const masters = ["m1 x rx control-plane,etcd", "m2 y ry control-plane,etcd", "m3 z rz control-plane,etcd"];
  const room = (workers: readonly string[], only: RegExp) => {
    const plan: Plan = {
      ...blankPlan("room"),
      options: { etcd: { topology: "stacked" } },
      endpoints: [{ id: "api", audience: "nodes", vips: [], port: 6443, lb: { kind: "node-local" } }],
      machines: machines([...masters, ...workers]),
    };
    const { elements, gates } = modelOf(plan).tree;
    expect(new Set([...elements.all(), ...gates.all()].map(({ id }) => id)).size).toBe(elements.length + gates.length);
    return deadlySets(plan, "new-pods", only);
  };

  test("is gone with the last of a few workers", () => {
    expect(room(["w1 a r1 worker", "w2 b r2 worker"], /^machine:w/)).toEqual(["w1+w2"]);
  });

  test("is gone with the domains that hold all of many workers, never with a few of those", () => {
    const workers = Array.from(
      { length: 60 },
      (_, index) => `w${index} ${index < 20 ? "a r1" : `b r${2 + (index % 2)}`} worker`,
    );
    expect(room(workers, /^(machine:w|zone:[ab]|rack:r[123])/)).toEqual(
      ["zone:a+zone:b", "rack:r1+zone:b", "zone:a+rack:r2+rack:r3", "rack:r1+rack:r2+rack:r3"].toSorted(
        (a, b) => a.length - b.length,
      ),
    );
  });
});

describe("storage", () => {
  test.each<[string, NonNullable<PlanOptions["storage"]>[number], readonly string[]]>([
    [
      "Ceph, three replicas on any machines: any two",
      { kind: "ceph" },
      ["s1+s2", "s1+s3", "s1+s4", "s2+s3", "s2+s4", "s3+s4"],
    ],
    [
      "Ceph by zone: monitors, and one machine in either zone",
      { kind: "ceph", failureDomain: "zone" },
      ["s1+s2", "s1+s3", "s1+s4", "s2+s3", "s2+s4"],
    ],
    ["Longhorn, three copies of a volume", { kind: "longhorn" }, ["s1+s2+s3", "s1+s2+s4", "s1+s3+s4", "s2+s3+s4"]],
    ["NFS: its server", { kind: "nfs", machines: ["s1"] }, ["s1"]],
    [
      "GlusterFS: two bricks of a set of three, and the set of one",
      { kind: "glusterfs" },
      ["s4", "s1+s2", "s1+s3", "s2+s3"],
    ],
    ["a local disk: any machine that has one", { kind: "local", machines: ["s1", "s3"] }, ["s1", "s3"]],
  ])("%s", (_, store, expected) => {
    expect(deadly(CEPH, { storage: [store] }, "storage")).toEqual(expected);
  });

  test("a vendor's system is one thing of its own", () => {
    const plan = {
      ...blankPlan("csi"),
      machines: machines(CEPH),
      options: { storage: [{ kind: "csi" as const, name: "array" }] },
    };
    expect(deadlySets(plan, "storage", /./)).toEqual(["shared-store:array"]);
  });

  test("Ceph on machines nobody named is one unknown machine, in the place of all unknown ones", () => {
    const plan = {
      ...blankPlan("unknown"),
      options: { storage: [{ kind: "ceph" as const }] },
      machines: machines(["m - - control-plane"]),
    };
    expect(deadlySets(plan, "storage", /./)).toEqual(["zone:?", "rack:?", "?ceph"]);
    expect(
      modelOf(plan)
        .tree.elements.all()
        .find(({ id }) => id === "machine:?ceph"),
    ).toMatchObject({
      isAssumed: true,
      machineId: null,
    });
  });

  test("no store, no verdict", () => {
    expect(deadly(CEPH, { storage: [{ kind: "none" }] }, "storage")).toBe("no-storage");
  });
});

describe("image pulls", () => {
  const rows = ["r1 a r1 registry", "r2 b r2 registry"];

  test("either of two registries is enough, the store behind both is not doubled", () => {
    const options: PlanOptions = { registry: { kind: "harbor", sharedStore: "s3" } };
    const plan = { ...blankPlan("pulls"), options, machines: machines(rows) };
    expect(deadlySets(plan, "image-pulls", /^(machine|shared-store)/)).toEqual(["shared-store:s3", "r1+r2"]);
  });

  test("an address that is one registry's own needs that one", () => {
    expect(deadly(rows, { registry: { kind: "harbor", address: "r2:443" } }, "image-pulls")).toEqual(["r2"]);
  });

  test.each([
    ["cloud", "external"],
    ["none", "no-registry"],
  ] as const)("a registry of kind %s: %s", (kind, reason) => {
    expect(deadly(["w1 a r1 worker"], { registry: { kind } }, "image-pulls")).toBe(reason);
  });
});

describe("cluster DNS and monitoring", () => {
  const rows = ["m1 a r1 control-plane", "m2 a r2 control-plane", "i1 a r3 infra", "i2 a r4 infra", "i3 a r5 infra"];

  test("DNS stands on two masters unless the plan says otherwise", () => {
    expect(deadly(rows, {}, "cluster-dns")).toEqual(["m1+m2"]);
    const infra = { clusterDns: { placement: "infra" as const, replicas: 3 } };
    expect(deadly(rows, infra, "cluster-dns")).toEqual(["i1+i2+i3"]);
  });

  test("monitoring without replicas falls with any machine that it may stand on", () => {
    expect(deadly(rows, { monitoring: { kind: "prometheus" } }, "monitoring")).toEqual(["i1", "i2", "i3"]);
    const doubled = { monitoring: { kind: "prometheus" as const, replicas: 2 } };
    expect(deadly(rows, doubled, "monitoring")).toEqual(["i1+i2", "i1+i3", "i2+i3"]);
  });
});

describe("etcd", () => {
  const masters = ["m1 a r1 control-plane", "m2 b r2 control-plane", "m3 c r3 control-plane"];

  test("without an etcd role, stacked means the masters, and else there is none", () => {
    expect(deadly(masters, { etcd: { topology: "stacked" } }, "scheduling")).toEqual(["m1+m2", "m1+m3", "m2+m3"]);
    expect(deadly(masters, { etcd: { topology: "external" } }, "scheduling")).toBe("no-etcd");
    expect(deadly(["w1 a r1 worker"], {}, "scheduling")).toBe("no-control-plane");
  });

  test("a fourth member bears no more losses than three", () => {
    const four = ["e1 a r1 etcd", "e2 b r2 etcd", "e3 c r3 etcd", "e4 d r4 etcd", "m e r5 control-plane"];
    const found = deadly(four, { etcd: { topology: "external" } }, "scheduling");
    expect(found).toEqual(["m", "e1+e2", "e1+e3", "e1+e4", "e2+e3", "e2+e4", "e3+e4"]);
  });

  test("the separate etcd for events stops nothing", () => {
    const plan: Plan = {
      ...blankPlan("events"),
      options: { etcd: { topology: "external" } },
      machines: machines(["e1 a r1 etcd", "v1 b r2 etcd", "m c r3 control-plane"]).map((machine) =>
        machine.id === "v1" ? { ...machine, isEventsEtcd: true } : machine,
      ),
    };
    expect(deadlySets(plan, "scheduling", /^machine:/)).toEqual(["e1", "m"]);
    expect(
      modelOf(plan)
        .tree.gates.all()
        .map(({ id }) => id),
    ).toContain("etcd-quorum/events");
  });
});
