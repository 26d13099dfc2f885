import { expect, test } from "vitest";
import type { Edit, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { labelEdit } from "./label.ts";

const base = templatePlan("T2b", "demo");
const plan = { ...base, machines: base.machines.map((machine) => ({ ...machine, id: `id-${machine.hostname}` })) };
const one = ["id-k8s-master2"];
const three = ["id-k8s-worker1", "id-k8s-worker2", "id-k8s-worker3"];
const spec = { cpuCores: 4, memoryMiB: 8192, disks: [] };
const fresh: Machine = { id: "n", order: 9, hostname: "k8s-worker4", ips: [], roles: [], disks: [] };
const set = (fields: Partial<Machine>, ids = one): SimpleEdit => ({
  type: "setMachines",
  changes: ids.map((machineId) => ({ machineId, set: fields })),
});

test.each<[string, Edit]>([
  ["Move k8s-master2 to zone-b", { type: "moveToZone", machineIds: one, zone: "zone-b", level: "zone" }],
  ["Take k8s-master2 out of its power feed", { type: "moveToZone", machineIds: one, zone: null, level: "powerFeed" }],
  ["Take 3 machines out of their rack", { type: "moveToZone", machineIds: three, zone: null, level: "rack" }],
  ["Change spec of 3 machines", { type: "setSpec", machineIds: three, spec }],
  ["Add k8s-worker4", { type: "addMachines", machines: [fresh] }],
  ["Add 2 machines", { type: "addMachines", machines: [fresh, { ...fresh, id: "o" }] }],
  ["Remove k8s-master2", { type: "removeMachines", machineIds: one }],
  ["Rename k8s-master2 to m2", set({ hostname: "m2" })],
  ["Change address of k8s-master2", set({ ips: ["10.0.0.1"] })],
  ["Change CPU, memory of 3 machines", set({ cpuCores: 4, memoryMiB: 8192, specText: "4C-8G" }, three)],
  ["Change position of k8s-master2", set({ order: 3 })],
  ["Change 4 fields of k8s-master2", set({ os: "a", osVersion: "b", kernel: "c", arch: "amd64" })],
  ["Change ssh port of k8s-master2", set({ sshPort: 22 })],
  [
    "Change remark of k8s-master2",
    { type: "setMachines", changes: [{ machineId: "id-k8s-master2", set: {}, clear: ["remark"] }] },
  ],
  ["Make k8s-master2 control-plane + etcd", { type: "setRoles", machineIds: one, roles: ["control-plane", "etcd"] }],
  ["Take all roles from k8s-master2", { type: "setRoles", machineIds: one, roles: [] }],
  ["Move 3 machines to pool gpu", { type: "setPool", machineIds: three, pool: "gpu" }],
  ["Take k8s-master2 out of its pool", { type: "setPool", machineIds: one, pool: null }],
  ["Remove endpoint k8s-api.example.internal", { type: "removeEndpoint", endpointId: "api" }],
  ["Remove endpoint gone", { type: "removeEndpoint", endpointId: "gone" }],
  ["Change environment, cluster dns", { type: "setOptions", set: { environment: "lab" }, clear: ["clusterDns"] }],
  ["Rename the plan to x", { type: "renamePlan", name: "x" }],
  ["Replace the plan with y", { type: "replacePlan", plan: blankPlan("y") }],
  ["Remove machine gone", { type: "removeMachines", machineIds: ["gone"] }],
  [
    "Rename the plan to x, and 2 more changes",
    { type: "batch", edits: [{ type: "renamePlan", name: "x" }, set({ order: 1 }), set({ order: 2 })] },
  ],
])("%s", (label, edit) => {
  expect(labelEdit(plan, edit)).toBe(label);
});

test("an endpoint is called by its DNS name", () => {
  const [endpoint] = plan.endpoints;
  if (endpoint === undefined) throw new Error("T2b has an endpoint");
  expect(labelEdit(plan, { type: "setEndpoint", endpoint })).toBe("Change endpoint k8s-api.example.internal");
  expect(labelEdit(plan, { type: "addEndpoint", endpoint: { ...endpoint, id: "b" } })).toBe(
    "Add endpoint k8s-api.example.internal",
  );
});
