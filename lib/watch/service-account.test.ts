import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Connection } from "#lib/core/connection/connection.ts";
import { validConnection } from "#lib/testing/access-cases.ts";
import { noPod, type PodFolder, podFolder } from "#lib/testing/live/pod.ts";
import { accessesOf } from "./accesses.ts";
import { followed, openServiceAccount } from "./service-account.ts";

const CA = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
let pod: PodFolder;
let nowMs: number;
beforeEach(() => {
  pod = podFolder({ token: "first", caPem: CA });
  nowMs = 0;
});
afterEach(() => pod.remove());

const account = (host = "10.96.0.1", port = "443") =>
  openServiceAccount({ folder: pod.folder, host, port, nowMs: () => nowMs });
const inside: Connection = {
  ...validConnection().connection,
  api: { address: "", trust: { kind: "none" }, serverName: null },
  isInCluster: true,
};

describe("The service account of the pod that the engine runs in", () => {
  test("is its token, its authority, and the address that the kubelet tells", () => {
    expect(account().pod()).toEqual({ kind: "inside", address: "10.96.0.1:443", caPem: CA });
    expect(account("fd00::1", "").pod()).toMatchObject({ address: "[fd00::1]:443" });
    expect(account().token()).toBe("first");
  });

  test("is read again once a minute, and a request on a kept connection carries the newest token", () => {
    const opened = account();
    const { api } = accessesOf({ connection: followed(inside, opened) }, {}, opened);
    expect(api.credential).toMatchObject({ kind: "token", token: "first" });
    pod.write("token", "second");
    nowMs = 59_000;
    expect(api.credential).toMatchObject({ token: "first" });
    nowMs = 61_000;
    expect(api.credential).toMatchObject({ token: "second" });
  });

  test("marks a new authority, so that the watch begins anew, and does not for a new token", () => {
    const opened = account();
    const before = opened.mark();
    pod.write("token", "second");
    nowMs = 61_000;
    expect(opened.mark()).toBe(before);
    pod.write("ca.crt", `${CA}${CA}`);
    nowMs = 122_000;
    expect(opened.mark()).not.toBe(before);
  });

  test.each([
    ["no folder", () => pod.remove(), "10.96.0.1", "token"],
    ["an empty token", () => pod.write("token", "\n"), "10.96.0.1", "token"],
    ["a file that is no token", () => pod.write("token", "x".repeat(70_000)), "10.96.0.1", "token"],
    ["no authority", () => pod.write("ca.crt", "nonsense"), "10.96.0.1", "ca.crt"],
    ["no address", () => undefined, "", "KUBERNETES_SERVICE_HOST"],
  ])("with %s is none, and says what is missing", (_, spoil, host, missing) => {
    spoil();
    const opened = account(host);
    expect(opened.pod()).toEqual({ kind: "outside", missing });
    expect(accessesOf({ connection: followed(inside, opened) }, {}, opened).api.credential).toEqual({
      kind: "outside-pod",
    });
  });
});

describe("A connection from inside the cluster", () => {
  test("goes to the address of the pod, or to the one that was given, and trusts the pod's authority alone", () => {
    expect(followed(inside, account()).api).toMatchObject({
      address: "10.96.0.1:443",
      trust: { kind: "ca", caPem: CA },
    });
    const given = { ...inside, api: { ...inside.api, address: "10.0.0.10:6443" } };
    expect(followed(given, account()).api).toMatchObject({
      address: "10.0.0.10:6443",
      trust: { kind: "ca", caPem: CA },
    });
  });

  test("is the only one that is changed, and the only one that is handed the token", () => {
    const usual = { ...inside, isInCluster: false };
    expect(followed(usual, account())).toBe(usual);
    expect(accessesOf({ connection: usual }, {}, account()).api.credential).toEqual({ kind: "none" });
  });

  test("outside of any pod names the service, and has nothing to log in with", () => {
    expect(followed(inside, noPod()).api).toMatchObject({ address: "kubernetes.default.svc:443" });
  });
});
