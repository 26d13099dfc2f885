import { expect, test } from "vitest";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { mefNames } from "./mef-names.ts";
import { toOpenPsa } from "./to-open-psa.ts";

const machine = (id: string): Machine => ({
  id,
  order: 0,
  hostname: id,
  ips: [],
  roles: ["control-plane", "etcd"],
  disks: [],
  zone: 'a "<&>"',
});

const { tree } = modelOf({
  ...blankPlan("names"),
  options: { etcd: { topology: "stacked" } },
  endpoints: [{ id: "api", audience: "nodes", vips: [], port: 6443, lb: { kind: "node-local" } }],
  machines: [machine("主机一"), machine("主机二"), machine("M-1")],
});
const text = toOpenPsa(tree, "api-writes") ?? "";

test("names are letters, digits and underscores, and no two things share one", () => {
  const names = [...mefNames(["machine:主机一", "machine:主机二", "machine:M", "MACHINE:m", "9:x", "a//b-"]).values()];
  expect(names).toEqual(["machine", "machine_2", "machine_M", "MACHINE_m_2", "x9_x", "a_b"]);
  const defined = [...text.matchAll(/<define-(?:gate|basic-event) name="([^"]*)"/g)].map(([, name = ""]) => name);
  expect(defined.filter((name) => !/^[A-Za-z][A-Za-z0-9_]*$/.test(name))).toEqual([]);
  expect(new Set(defined.map((name) => name.toLowerCase())).size).toBe(defined.length);
});

test("the label says what a thing is called in the plan", () => {
  expect(text).toContain("<label>machine:主机二</label>");
  expect(text).toContain("<label>zone:a &quot;&lt;&amp;&gt;&quot;</label>");
});

test("everything that is referred to is defined once, and the hypervisor nobody named is left out", () => {
  const referred = new Set([...text.matchAll(/<(?:gate|event) name="([^"]*)"/g)].map(([, name]) => name));
  const defined = [...text.matchAll(/<define-(?:gate|basic-event) name="([^"]*)"/g)].map(([, name]) => name);
  expect([...referred].filter((name) => !defined.includes(name))).toEqual([]);
  expect(defined.filter((name) => !referred.has(name))).toEqual(["service_api_writes"]);
  expect(text).not.toContain("hypervisor");
});

test("a service that the plan does not have has no model", () => {
  expect(toOpenPsa(tree, "storage")).toBeNull();
});
