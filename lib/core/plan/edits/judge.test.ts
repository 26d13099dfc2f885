import { describe, expect, test } from "vitest";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan, planJsonSchema, readPlanJson } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { judgePlan, PROBLEM_CODES, problem, problemText } from "./judge.ts";

const planOf = (...machines: Partial<Machine>[]): Plan => ({
  ...blankPlan("p"),
  machines: machines.map((fields, index) => ({
    id: `m${index}`,
    order: index,
    hostname: `host${index}`,
    ips: [],
    roles: [],
    disks: [],
    ...fields,
  })),
});
const codes = (plan: Plan, touched?: string[]) => judgePlan(plan, touched).map(({ code, path }) => `${code} ${path}`);

describe("host names", () => {
  test.each(["a", "k8s-master1", "node.example.com", "1a", "a".repeat(63), "xn--fiqs8s"])("%s is one", (hostname) => {
    expect(codes(planOf({ hostname }))).toEqual([]);
  });

  test.each([
    "Master1",
    "k8s_master",
    "-a",
    "a-",
    "a..b",
    "a b",
    "主机",
    "a".repeat(64),
    `${"a.".repeat(127)}a`,
    "<script>alert(1)</script>",
  ])("%s is none", (hostname) => {
    expect(codes(planOf({ hostname }))).toEqual(["bad-hostname machines/m0/hostname"]);
  });

  test("an empty one is an error of its own, and two empty ones are no duplicates", () => {
    expect(codes(planOf({ hostname: "" }, { hostname: "" }))).toEqual([
      "empty-hostname machines/m0/hostname",
      "empty-hostname machines/m1/hostname",
    ]);
  });

  test("may be there once, whatever the letters", () => {
    expect(codes(planOf({ hostname: "a" }, { hostname: "A" }))).toContain("duplicate-hostname machines/m1/hostname");
  });
});

test("touched machines that are gone hide no duplicate of one that stands untouched", () => {
  const plan = planOf({ hostname: "a" }, { hostname: "b" }, { hostname: "a" });
  expect(codes(plan, ["m0", "m1", "removed"])).toEqual(["duplicate-hostname machines/m0/hostname"]);
});

describe("addresses", () => {
  test.each(["10.0.0.1", "0.0.0.0", "255.255.255.255", "fd00::1", "FD00:0::1", "::ffff:10.0.0.1"])(
    "%s is one",
    (ip) => {
      expect(codes(planOf({ ips: [ip] }))).toEqual([]);
    },
  );

  test.each([
    ["172.30.15.021", "ip-leading-zero"],
    ["010.0.0.1", "ip-leading-zero"],
    ["10.0.0.256", "bad-ip"],
    ["10.0.0", "bad-ip"],
    ["10.1", "bad-ip"],
    ["10.0.0.1/24", "bad-ip"],
    [" 10.0.0.1", "bad-ip"],
    ["172.30.15.***", "bad-ip"],
    ["fe80::1%eth0", "bad-ip"],
    ["fd00::g", "bad-ip"],
    ["", "bad-ip"],
  ])("%j is %s", (ip, code) => {
    expect(codes(planOf({ ips: [ip] }))).toEqual([`${code} machines/m0/ips`]);
  });

  test.each([
    ["10.0.0.1", "10.0.0.1"],
    ["fd00::1", "FD00:0:0:0:0:0:0:1"],
    ["fd00::a00:1", "fd00::10.0.0.1"],
  ])("%s and %s are the same", (one, other) => {
    expect(codes(planOf({ ips: [one] }, { ips: [other] }))).toEqual(["duplicate-ip machines/m1/ips"]);
    expect(codes(planOf({ ips: [one, other] }))).toEqual(["duplicate-ip machines/m0/ips"]);
  });
});

test("only problems in which a touched machine takes part are told", () => {
  const plan = planOf({ hostname: "a" }, { hostname: "a" }, { hostname: "b" }, { hostname: "-" });
  expect(codes(plan, ["m2"])).toEqual([]);
  expect(codes(plan, ["m0"])).toEqual(["duplicate-hostname machines/m0/hostname"]);
  expect(codes(plan, ["m3"])).toEqual(["bad-hostname machines/m3/hostname"]);
});

test("an id twice and a machine that is not there are errors of a whole plan", () => {
  const plan = planOf({ id: "a" }, { id: "a" });
  const lb = { kind: "keepalived-haproxy" as const, members: ["ghost"] };
  const endpoints = [{ id: "api", audience: "nodes" as const, vips: [], port: 6443, lb }];
  expect(codes({ ...plan, endpoints })).toEqual(["duplicate-id machines/a", "unknown-machine endpoints/api"]);
});

test("every problem has a sentence that names what is wrong", () => {
  const values = { hostname: "H", machine: "M", other: "O", ip: "I", id: "D", max: "9", count: "10", endpoint: "E" };
  const sentences = PROBLEM_CODES.map((code) => problemText(problem(code, "machines/a", values)));
  expect(new Set(sentences).size).toBe(PROBLEM_CODES.length);
  expect(sentences.filter((sentence) => /undefined|""|\(\)|\.\.$/.test(sentence))).toEqual([]);
  expect(problemText(problem("duplicate-ip", "", { ip: "10.0.0.1", machine: "a", other: "b" }))).toBe(
    "a and b have the same address 10.0.0.1. Change one of them.",
  );
  expect(problemText(problem("duplicate-ip", "", { ip: "10.0.0.1", machine: "a", other: "a" }))).toContain("twice");
});

describe("plan JSON", () => {
  const plan = templatePlan("T2b", "demo");

  test("comes back without loss, in its own order", () => {
    const shuffled = { ...plan, machines: plan.machines.toReversed() };
    expect(readPlanJson(JSON.parse(JSON.stringify(shuffled)))).toEqual({ ok: true, plan });
  });

  test("of a later minor version is read, of another major version refused with both versions named", () => {
    expect(readPlanJson({ ...plan, schemaVersion: "1.4" })).toEqual({ ok: true, plan });
    const refused = readPlanJson({ ...plan, schemaVersion: "2.0" });
    expect(refused).toMatchObject({ ok: false, problems: [{ code: "unknown-version" }] });
    expect(refused.ok ? "" : refused.problems.map(problemText).join()).toMatch(/2\.0.*1\.0/);
  });

  test.each([null, 1, "x", [], {}, { kind: "Pod", schemaVersion: "1.0" }])("%j is not a plan", (value) => {
    expect(readPlanJson(value)).toMatchObject({ ok: false, problems: [{ code: "not-a-plan" }] });
  });

  test("names the field that does not fit", () => {
    const [first] = plan.machines;
    const read = readPlanJson({ ...plan, machines: [{ ...first, cpuCores: 0 }] });
    expect(read).toMatchObject({ ok: false, problems: [{ code: "bad-field", path: "machines/0/cpuCores" }] });
  });

  test("has a JSON Schema", () => {
    expect(planJsonSchema()).toMatchObject({
      type: "object",
      required: expect.arrayContaining(["machines", "options"]),
    });
  });
});
