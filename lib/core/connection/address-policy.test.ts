import { expect, test } from "vitest";
import { mayConnect } from "./address-policy.ts";

const STRICT = { mayUseLoopback: false, onlyWithin: [] };

test.each(["10.0.0.11", "172.30.15.11", "192.168.1.1", "8.8.8.8", "fd12:3456::1", "2001:4860::1", "100.64.0.1"])(
  "%s may be a cluster",
  (address) => expect(mayConnect(address, STRICT)).toBe(true),
);

test.each([
  "127.0.0.1",
  "127.9.9.9",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "0.0.0.0",
  "::",
  "::ffff:0.0.0.0",
  "169.254.169.254",
  "::ffff:169.254.169.254",
  "::ffff:a9fe:a9fe",
  "64:ff9b::a9fe:a9fe",
  "2002:a9fe:a9fe::",
  "fe80::1",
  "fd00:ec2::254",
  "100.100.100.200",
  "::ffff:100.100.100.200",
  "224.0.0.1",
  "ff02::1",
  "255.255.255.255",
  "240.0.0.1",
  "metadata.google.internal",
  "",
])("%s is refused with a reason", (address) => expect(mayConnect(address, STRICT)).toMatch(/\w+ \w+/));

test("loopback is a choice of its own and opens nothing else", () => {
  const rules = { ...STRICT, mayUseLoopback: true };
  expect([mayConnect("127.1.2.3", rules), mayConnect("::1", rules)]).toEqual([true, true]);
  expect(mayConnect("169.254.169.254", rules)).not.toBe(true);
});

test("this product is no cluster, by whichever of its addresses and spellings", () => {
  const own = { addresses: ["10.0.0.5", "fd12::5", "fe80::1%eth0"], ports: [4600] };
  const rules = { mayUseLoopback: true, onlyWithin: [], own };
  for (const address of ["10.0.0.5", "::ffff:10.0.0.5", "fd12:0::5", "127.0.0.1", "127.4.5.6", "::1"]) {
    expect([address, mayConnect(address, rules, 4600)]).toEqual([address, "this is Quorate itself"]);
    expect([address, mayConnect(address, rules, 6443)]).toEqual([address, true]);
  }
  expect(mayConnect("10.0.0.6", rules, 4600)).toBe(true);
});

test("allowed ranges leave everything else outside", () => {
  const rules = { ...STRICT, onlyWithin: ["10.0.0.0/8", "fd00::/8"] };
  expect(["10.1.1.1", "fd12::1", "::ffff:10.1.1.1"].map((address) => mayConnect(address, rules))).toEqual([
    true,
    true,
    true,
  ]);
  expect(mayConnect("192.168.0.1", rules)).toBe("outside the allowed ranges");
});

test("the API of the cluster that we run in is open to the connections that chose it, and to no other", () => {
  const service = { host: "127.0.0.9", port: "6443", isChosen: true };
  expect(mayConnect("127.0.0.9", { ...STRICT, service }, 6443)).toBe(true);
  expect(mayConnect("127.0.0.9", { ...STRICT, service }, 6444)).toMatch(/loopback/);
  expect(mayConnect("127.0.0.8", { ...STRICT, service }, 6443)).toMatch(/loopback/);
  const outside = { ...service, host: "10.96.0.1", port: "" };
  expect(mayConnect("10.96.0.1", { ...STRICT, onlyWithin: ["172.16.0.0/12"], service: outside }, 443)).toBe(true);
  expect(mayConnect("10.96.0.1", { ...STRICT, service: { ...outside, isChosen: false } }, 443)).toMatch(/admin/);
  expect(
    mayConnect("169.254.169.254", { ...STRICT, service: { ...service, host: "169.254.169.254", port: "80" } }, 80),
  ).toMatch(/\w+ \w+/);
});
