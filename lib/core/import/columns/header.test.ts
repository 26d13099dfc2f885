import { describe, expect, test } from "vitest";
import { findHeaderRow, secretColumns } from "./find-header.ts";
import { readHeader, unitOf } from "./header.ts";
import { isSecretHeader, withoutSecrets } from "./secrets.ts";

describe("a header", () => {
  test.each([
    ["Host name", "hostname"],
    ["IP Address", "ip"],
    ["To configure (CPU- Memory - Hard disk )", "spec"],
    ["System version", "os"],
    ["explain", "remark"],
    ["主机名", "hostname"],
    ["IP 地址", "ip"],
    ["配置（CPU-内存-硬盘）", "spec"],
    ["系统版本", "os"],
    ["说明", "remark"],
    ["用途", "remark"],
    ["CPU(核)", "cpu"],
    ["内存(G)", "memory"],
    ["系统盘(G)", "systemDisk"],
    ["memory_gib", "memory"],
    ["内存 / Memory (GiB)", "memory"],
    ["INTERNAL-IP", "ip"],
    ["OS-IMAGE", "os"],
    ["ansible_host", "ip"],
    ["Primary IPv4", "ip"],
    ["机柜", "rack"],
    ["可用区", "zone"],
    ["宿主机", "hypervisor"],
    ["No.", "ignore"],
  ])("%s is known as %s", (text, field) => {
    expect(readHeader(text)).toEqual({ field, confidence: "exact" });
  });

  test.each([
    ["服务器 IP 信息", "ip"],
    ["Server host name (new)", "hostname"],
    ["数据盘总大小", "dataDisk"],
    ["guest OS family", "os"],
  ])("%s is guessed as %s", (text, field) => {
    expect(readHeader(text)).toEqual({ field, confidence: "guess" });
  });

  test.each(["Descriptions of ships", "foo", "", "预算", "x".repeat(1000)])("%s is not recognised", (text) => {
    expect(readHeader(text).confidence).toBe("none");
  });

  test.each([
    ["内存(G)", "G"],
    ["Memory (GiB)", "GIB"],
    ["memory_mb", "MB"],
    ["内存/GB", "GB"],
    ["CPU(核)", null],
    ["config", null],
  ])("%s states the unit %s", (text, unit) => {
    expect(unitOf(text)).toBe(unit);
  });
});

test("the header is found under titles, and is none where there is none", () => {
  expect(findHeaderRow([["2026 机器规划"], [], ["主机名", "IP"], ["a", "10.0.0.1"]])).toBe(2);
  expect(
    findHeaderRow([
      ["a1", "10.0.0.1"],
      ["a2", "10.0.0.2"],
    ]),
  ).toBeNull();
  expect(
    findHeaderRow([
      ["foo", "bar"],
      ["a1", "10.0.0.1"],
    ]),
  ).toBe(0);
});

describe("secrets", () => {
  test.each([
    "密码",
    "root密码",
    "登录口令",
    "Password",
    "root_passwd",
    "PWD",
    "SSH Private Key",
    "api-token",
    "ansible_ssh_pass",
    "凭据",
    "key",
    "Access Key",
    "vnc password(初始)",
  ])("a column called %s is one", (text) => {
    expect(isSecretHeader(text)).toBe(true);
  });

  test.each(["主机名", "IP", "monkey", "keyboard", "passage", "备注"])("a column called %s is none", (text) => {
    expect(isSecretHeader(text)).toBe(false);
  });

  test("columns are found whichever header row is chosen, and a title about passwords drops nothing", () => {
    const rows = [
      ["主机密码清单"],
      ["主机名", "IP", "密码"],
      ["a", "10.0.0.1", "hunter2"],
      ["b", "10.0.0.2", "备注见密码本"],
    ];
    expect([...secretColumns(rows, 1)]).toEqual([2]);
    expect([...secretColumns(rows, 2)]).toEqual([2]);
    expect([...secretColumns(rows, null)]).toEqual([2]);
  });

  test.each([
    ["数据库 password=hunter2 主库", "数据库  主库", 1],
    ["root 密码：Abc@123，勿外传", "root ，勿外传", 1],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "", 1],
    ["token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln", "token", 1],
    ["join abcdef.0123456789abcdef", "join", 1],
    ["http://admin:secret1@10.0.0.1/", "http://@10.0.0.1/", 1],
    ["忘记密码请联系管理员", "忘记密码请联系管理员", 0],
    ["k8s-node.internal-cluster01", "k8s-node.internal-cluster01", 0],
    ["Keepalived & HAProxy", "Keepalived & HAProxy", 0],
  ])("in %j are taken out", (text, kept, count) => {
    expect(withoutSecrets(text)).toEqual({ text: kept, count });
  });
});
