import { expect, test } from "vitest";
import type { MissReason, Observation, Target } from "#lib/core/live/observation.ts";
import { watchLeaves } from "./leaves.ts";

const MASTER: Target = { name: "m1", machineId: "m1", address: "10.0.0.11:6443", way: "direct" };
const PATH: Target = { name: "path", machineId: null, address: "10.0.0.10:6443", way: "path" };

const ABOUT = { atMs: 0, monotonicMs: 0, durationMs: 1, observer: "here" } as const;

function health(target: Target, leafFingerprint: string | null): Observation {
  const value = { status: 200, checks: [], latencyMs: 1, serverTimeMs: null, leafFingerprint, backendAddress: null };
  return { ...ABOUT, target, probe: "api-health", result: { kind: "seen", value } };
}

function missed(reason: MissReason): Observation {
  const result = { kind: "missed", reason, detail: "", status: null } as const;
  return { ...ABOUT, target: MASTER, probe: "api-health", result };
}

test("another leaf at a server's own address calls for a look at its certificates, once", () => {
  const called: string[] = [];
  const note = watchLeaves((address) => called.push(address));
  for (const leaf of ["a", "a", "b", "b", null, "b"]) note(health(MASTER, leaf));
  expect(called).toEqual([MASTER.address]);
});

test("a certificate that is no longer believed calls as well; a server that is away shows none", () => {
  const called: string[] = [];
  const note = watchLeaves((address) => called.push(address));
  for (const one of [health(MASTER, "a"), missed("refused"), health(MASTER, "a")]) note(one);
  expect(called).toEqual([]);
  for (const one of [missed("tls-untrusted"), missed("tls-untrusted"), health(MASTER, "b")]) note(one);
  expect(called).toHaveLength(2);
});

test("through the VIP every server answers with its own leaf, which is no change", () => {
  const called: string[] = [];
  const note = watchLeaves((address) => called.push(address));
  for (const leaf of ["a", "b", "c", "a"]) note(health(PATH, leaf));
  expect(called).toEqual([]);
});
