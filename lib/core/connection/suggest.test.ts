import { expect, test } from "vitest";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { readBalancers, readPlaces, suggestTargets, writeBalancers, writePlaces } from "./suggest.ts";

const plan = templatePlan("T2b", "live");

test("a plan with addresses suggests its masters and members by machine", () => {
  const { masters, etcd } = suggestTargets(plan);
  expect(masters.map(({ address }) => address.replace(/^.*:/, ""))).toEqual(Array(3).fill("6443"));
  expect(etcd).toHaveLength(3);
  expect(masters.every(({ machineId }) => plan.machines.some(({ id }) => id === machineId))).toBe(true);
  expect(readPlaces(writePlaces(masters), plan, 6443)).toEqual(masters);
});

test("HAProxy of the plan with a statistics page suggests the /slb page of its VIP", () => {
  const endpoints = plan.endpoints.map((endpoint) => ({
    ...endpoint,
    vips: ["fd00::10"],
    lb: { kind: "keepalived-haproxy" as const, members: [], statsPort: 8404 },
  }));
  expect(suggestTargets({ ...plan, endpoints }).vipSlbUrl).toBe("http://[fd00::10]:8404/slb");
});

test("a plan whose addresses are still to be assigned suggests nothing", () => {
  expect(suggestTargets(templatePlan("T2", "live"))).toEqual({ masters: [], etcd: [], balancers: [], vipSlbUrl: null });
});

test.each([
  ["10.0.0.11", "10.0.0.11:6443"],
  ["10.0.0.11:7443", "10.0.0.11:7443"],
  ["k8s-master1  10.0.0.11", "10.0.0.11:6443"],
  ["fd00::11", "[fd00::11]:6443"],
  ["[fd00::11]:7443", "[fd00::11]:7443"],
  ["api.example", "api.example:6443"],
])("%s is read as %s", (line, address) => {
  expect(readPlaces(`\n ${line}\r\n`, null, 6443)).toEqual([{ machineId: null, address }]);
});

test("a statistics page comes with its name, its /slb page and, where the address is planned, its machine", () => {
  const [lb] = plan.machines.filter(({ roles }) => roles.includes("lb"));
  const ip = lb?.ips[0] ?? "";
  const read = readBalancers(`slb1 http://${ip}:9000/stats http://${ip}:9000/slb\nhttp://10.9.9.9/s\nnonsense`, plan);
  expect(read).toEqual([
    { machineId: lb?.id, name: "slb1", statsUrl: `http://${ip}:9000/stats`, slbUrl: `http://${ip}:9000/slb` },
    { machineId: null, name: "10.9.9.9", statsUrl: "http://10.9.9.9/s", slbUrl: null },
  ]);
  expect(readBalancers(writeBalancers(read), plan)).toEqual(read);
});
