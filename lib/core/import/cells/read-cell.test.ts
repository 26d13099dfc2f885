import { describe, expect, test } from "vitest";
import type { ColumnField } from "#lib/core/import/draft.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { cellText } from "./cell-text.ts";
import { applyCell } from "./read-cell.ts";

const BLANK: Machine = { id: "m1", order: 1, hostname: "a", ips: [], roles: [], disks: [] };

function read(field: ColumnField, text: string, unit: string | null = null) {
  const { machine, fault } = applyCell(BLANK, { field, text, unit });
  const said = Object.fromEntries(
    Object.entries(machine).filter(([key, value]) => value !== BLANK[key as keyof Machine]),
  );
  return { said, fault };
}

const fine = (field: ColumnField, text: string, said: object) => [field, text, said] as const;

describe("a cell", () => {
  test.each([
    fine("ip", "10.0.0.1", { ips: ["10.0.0.1"] }),
    fine("ip", "10.0.0.1, 192.168.0.1", { ips: ["10.0.0.1", "192.168.0.1"] }),
    fine("ip", "10.0.0.1\n10.0.0.2；10.0.0.3", { ips: ["10.0.0.1", "10.0.0.2", "10.0.0.3"] }),
    fine("ip", "10.0.0.5/24", { ips: ["10.0.0.5"], prefixLength: 24 }),
    fine("ip", "fd00::1", { ips: ["fd00::1"] }),
    fine("ip", "172.30.15.***", { ips: [], ipToAssignIn: "172.30.15.0/24" }),
    fine("ip", "172.30.15.*01", { ips: [], ipToAssignIn: "172.30.15.0/24" }),
    fine("ip", "172.30.15.xx", { ips: [], ipToAssignIn: "172.30.15.0/24" }),
    fine("ip", "172.30.*.*", { ips: [], ipToAssignIn: "172.30.0.0/16" }),
    fine("ip", "172.30.***.***", { ips: [], ipToAssignIn: "172.30.0.0/16" }),
    fine("ip", "待定", { ips: [] }),
    fine("hostname", "k8s-master1.example.com", { hostname: "k8s-master1.example.com" }),
    fine("spec", "8核32G500G", { specText: "8核32G500G", cpuCores: 8, memoryMiB: 32_768, disks: [{ sizeGB: 500 }] }),
    fine("cpu", "8 vCPU", { cpuCores: 8 }),
    fine("cpu", "８核", { cpuCores: 8 }),
    fine("memory", "32", { memoryMiB: 32_768 }),
    fine("memory", "32,768MB", { memoryMiB: 32_768 }),
    fine("memory", "1.5", { memoryMiB: 1536 }),
    fine("disk", "100+2*500+400+", {
      disks: [{ sizeGB: 100 }, { sizeGB: 500 }, { sizeGB: 500 }, { sizeGB: 400, atLeast: true }],
    }),
    fine("disk", "100(ssd)", { disks: [{ sizeGB: 100, kind: "ssd" }] }),
    fine("disk", "-", { disks: [] }),
    fine("dataDisk", "500", { disks: [{ sizeGB: 500, purpose: "data" }] }),
    fine("os", "Centos7.8", { osText: "Centos7.8", os: "CentOS", osVersion: "7.8" }),
    fine("os", "Ubuntu 24.04.1 LTS", { osText: "Ubuntu 24.04.1 LTS", os: "Ubuntu", osVersion: "24.04.1" }),
    fine("os", "openEuler 22.03 (LTS-SP3)", {
      os: "openEuler",
      osVersion: "22.03 LTS-SP3",
      osText: "openEuler 22.03 (LTS-SP3)",
    }),
    fine("os", "银河麒麟 V10 SP3", { os: "Kylin", osVersion: "10 SP3", osText: "银河麒麟 V10 SP3" }),
    fine("os", "Red Hat Enterprise Linux 9.4", {
      os: "RHEL",
      osVersion: "9.4",
      osText: "Red Hat Enterprise Linux 9.4",
    }),
    fine("os", "PhotonOS 5", { osText: "PhotonOS 5" }),
    fine("role", "master etcd worker", { roles: ["control-plane", "etcd", "worker"] }),
    fine("role", "控制平面 + etcd", { roles: ["control-plane", "etcd"] }),
    fine("role", "Keepalived & HAproxy", { roles: ["lb"] }),
    fine("role", "control plane", { roles: ["control-plane"] }),
    fine("role", "镜像仓库、堡垒机", { roles: ["registry", "bastion"] }),
    fine("arch", "x86_64", { arch: "amd64" }),
    fine("arch", "aarch64", { arch: "arm64" }),
    fine("sshPort", "2222", { sshPort: 2222 }),
    fine("rack", "A-03", { rack: "A-03" }),
  ])("%s %j is read", (field, text, said) => {
    const outcome = read(field, text);
    expect(outcome.fault).toBeNull();
    expect({ ...BLANK, ...outcome.said }).toEqual({ ...BLANK, ...said });
  });

  test.each([
    ["hostname", "K8S Master_1", "bad-hostname", "k8s-master-1", true],
    ["hostname", "主机一", "bad-hostname", null, true],
    ["hostname", "", "empty-hostname", null, true],
    ["ip", "172.30.15.021", "ip-leading-zero", "172.30.15.21", true],
    ["ip", "10.0.0.300", "bad-ip", null, true],
    ["ip", "１０．０．０．１", "bad-ip", "10.0.0.1", true],
    ["ip", "10.0.0。1", "bad-ip", "10.0.0.1", true],
    ["ip", "44075", "bad-ip", null, true],
    ["spec", "8*32*500", "bad-spec", "8C-32G-500G", false],
    ["cpu", "eight", "bad-cores", null, false],
    ["memory", "lots", "bad-memory", null, false],
    ["memory", "32768", "unclear-unit", "32768M", false],
    ["disk", "big", "bad-disk", null, false],
    ["role", "CICD", "unknown-role", null, false],
    ["arch", "vax", "unknown-arch", null, false],
    ["sshPort", "99999", "bad-port", null, false],
    ["interfaceName", "a-very-long-interface", "too-long", "a-very-long-int", false],
  ] as const)("%s %j is a fault that keeps the text", (field, text, code, suggestion, isBlocking) => {
    expect(read(field, text).fault).toEqual({ code, suggestion, isBlocking });
  });

  test("a suggestion put in its place is read", () => {
    for (const [field, text] of [
      ["hostname", "K8S_Master1"],
      ["ip", "172.30.15.021"],
      ["spec", "8*32*500"],
      ["memory", "32768"],
    ] as const) {
      const suggestion = read(field, text).fault?.suggestion ?? "";
      expect(read(field, suggestion).fault).toBeNull();
    }
  });

  test("read anew takes away what it said before and nothing else", () => {
    const before = { ...BLANK, cpuCores: 2, rack: "r1", ipToAssignIn: "10.0.0.0/24", osText: "x", os: "X" };
    expect(applyCell(before, { field: "ip", text: "10.0.0.9", unit: null }).machine).toEqual({
      ...BLANK,
      cpuCores: 2,
      rack: "r1",
      osText: "x",
      os: "X",
      ips: ["10.0.0.9"],
    });
    expect(applyCell(before, { field: "os", text: "", unit: null }).machine).toEqual({
      ...BLANK,
      cpuCores: 2,
      rack: "r1",
      ipToAssignIn: "10.0.0.0/24",
    });
  });

  test.each([
    ["ip", "10.0.0.1, 10.0.0.2"],
    ["ip", "172.30.15.***"],
    ["spec", "8c/32g"],
    ["disk", "100G+2*500G+1T(ssd,data)"],
    ["memory", "32 GiB"],
    ["role", "lb, etcd"],
    ["os", "Centos7.8"],
    ["kernel", "5.10"],
  ] as const)("%s %j shows in the preview as it can be typed", (field, text) => {
    expect(cellText(applyCell(BLANK, { field, text, unit: null }).machine, field)).toBe(text);
  });

  test("hostile texts of 100,000 characters are read in no time", () => {
    const texts = [
      "1".repeat(1e5),
      "1.".repeat(5e4),
      "*.".repeat(5e4),
      " ".repeat(1e5),
      "a ".repeat(5e4),
      "1+".repeat(5e4),
      "(".repeat(1e5),
    ];
    const fields = ["hostname", "ip", "spec", "cpu", "memory", "disk", "os", "role"] as const;
    const started = performance.now();
    for (const text of texts) for (const field of fields) read(field, text);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
