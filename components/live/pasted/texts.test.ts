import { describe, expect, test } from "vitest";
import { recorded } from "#lib/testing/pasted/recorded.ts";
import { recordedPlan } from "#lib/testing/pasted/recorded-plan.ts";
import { type GivenText, readinessOf, readTexts, TYPED } from "./texts.ts";

const NOW = Date.UTC(2026, 10, 26, 15, 0, 0);
const given = (text: string, over: Partial<GivenText> = {}): GivenText => ({
  id: TYPED,
  name: null,
  host: null,
  text,
  ...over,
});
const readiness = (...texts: string[]) =>
  readinessOf(
    readTexts(
      texts.map((text) => given(text)),
      recordedPlan(),
      NOW,
    ),
  );

describe("What was given", () => {
  test("can be sent once something of it is recognised", () => {
    expect(readiness("  \n")).toBe("nothing");
    expect(readiness("hello")).toBe("unread");
    expect(readiness("hello", recorded("etcdctl-healthy.txt"))).toBe("ready");
  });

  test("is held back whole by one secret", () => {
    expect(readiness(recorded("etcdctl-healthy.txt"), "-----BEGIN PRIVATE KEY-----")).toBe("secret");
    expect(readiness("current-context: a\nusers: []", recorded("etcdctl-healthy.txt"))).toBe("secret");
  });

  test("is held back where it is too large together", () => {
    const half = `${recorded("etcdctl-healthy.txt")}\n${" ".repeat(3_000_000)}`;
    expect(readiness(half, half)).toBe("too-large");
  });

  test("takes the machine that a person names for a report without one", () => {
    const [read] = readTexts([given(recorded("kubeadm-report.json"), { host: "m2" })], recordedPlan(), NOW);
    expect(read?.reading).toMatchObject({ ok: true, recognised: [{ what: "certificate-report", host: "m2" }] });
  });
});
