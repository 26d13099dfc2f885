import { describe, expect, test } from "vitest";
import { DEFAULT_THRESHOLDS } from "#lib/core/live/thresholds.ts";
import { readPasted } from "#lib/core/pasted/read-pasted.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { recorded } from "#lib/testing/pasted/recorded.ts";
import { recordedPlan } from "#lib/testing/pasted/recorded-plan.ts";
import { judgePasted, type PastedVerdict } from "./judge-pasted.ts";

const DAY_MS = 86_400_000;
const RUN_AT = Date.UTC(2026, 10, 26, 14, 18, 0);
const plan = recordedPlan();

interface Asked {
  readonly files: readonly string[];
  readonly nowMs?: number;
  readonly plan?: Plan | null;
  readonly host?: string;
}

function verdictOn({ files, ...asked }: Asked): PastedVerdict {
  return verdictOnTexts(files.map(recorded), asked);
}

function verdictOnTexts(texts: readonly string[], asked: Omit<Asked, "files"> = {}): PastedVerdict {
  const { nowMs = RUN_AT, plan: planned = plan, host } = asked;
  const observations = texts.flatMap((text) => {
    const reading = readPasted(text, { plan: planned, pastedAtMs: RUN_AT, host });
    if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
    return reading.observations;
  });
  return judgePasted(observations, { plan: planned, thresholds: DEFAULT_THRESHOLDS, nowMs });
}
const factIn = ({ facts }: PastedVerdict, subject: string) => facts.find((fact) => fact.subject === subject);

describe("What was pasted of etcd", () => {
  test("is judged like what is seen: leader by name, three members well, one may be lost", () => {
    const verdict = verdictOn({ files: ["etcdctl-healthy.txt"] });
    expect(factIn(verdict, "etcd-quorum/main")).toMatchObject({
      state: "ok",
      values: { leader: "m3", low: 1, high: 1 },
      observer: "pasted",
    });
    expect(factIn(verdict, "etcd-member/id-m2")?.state).toBe("ok");
  });

  test("with one dead and one silent cannot tell an outage from an election by one look, and can by two", () => {
    const verdict = verdictOn({ files: ["etcdctl-two-silent.txt"] });
    expect(factIn(verdict, "etcd-member/id-m3")).toMatchObject({ state: "warning", reason: "refused" });
    expect(factIn(verdict, "etcd-member/id-m2")).toMatchObject({ state: "unknown", reason: "timeout" });
    expect(factIn(verdict, "etcd-member/id-m1")).toMatchObject({
      state: "critical",
      reason: "space-low",
      values: { class: "no-leader" },
    });
    expect(factIn(verdict, "etcd-quorum/main")).toMatchObject({ state: "unknown", reason: "quorum-unknown" });
    const text = recorded("etcdctl-two-silent.txt");
    const later = text.replaceAll("T14:15:", "T14:16:");
    expect(factIn(verdictOnTexts([text, later]), "etcd-quorum/main")).toMatchObject({
      state: "critical",
      reason: "no-quorum",
      values: { lost: ["m3"] },
    });
  });

  test("shows NOSPACE at once, and the margin is gone with it", () => {
    const verdict = verdictOn({ files: ["etcdctl-nospace.txt"] });
    expect(verdict.facts.find(({ kind }) => kind === "etcd-alarm")).toMatchObject({
      state: "critical",
      values: { alarm: "NOSPACE", name: "m3" },
      machineId: "id-m3",
    });
    expect(verdict.margin).toMatchObject({ low: -1, high: -1 });
  });

  test("is unknown a quarter of an hour later, with what it said as evidence, and never ok", () => {
    const verdict = verdictOn({ files: ["etcdctl-healthy.txt"], nowMs: RUN_AT + 16 * 60_000 });
    expect(verdict.facts.filter(({ state }) => state === "ok" || state === "critical")).toEqual([]);
    expect(factIn(verdict, "etcd-quorum/main")).toMatchObject({ reason: "stale", values: { lastState: "ok" } });
    expect(verdict.state).toBe("unknown");
  });
});

describe("What was pasted of leases and nodes", () => {
  test("leaves leaders unsettled when pasted once, and settles them when pasted again", () => {
    const once = verdictOn({ files: ["kubectl-first.json"] });
    expect(factIn(once, "lease/kube-scheduler")).toMatchObject({
      state: "unknown",
      reason: "settling",
      machineId: "id-m1",
      values: { holder: "m1" },
    });
    const twice = verdictOn({ files: ["kubectl-first.json", "kubectl-later.json"] });
    expect(factIn(twice, "lease/kube-scheduler")).toMatchObject({ state: "ok", reason: "fresh" });
    expect(factIn(twice, "node/m2")).toMatchObject({ state: "ok", machineId: "id-m2" });
  });

  test("is judged the same whichever was pasted first", () => {
    const files = ["kubectl-later.json", "kubectl-first.json"];
    expect(factIn(verdictOn({ files }), "lease/kube-scheduler")).toMatchObject({ state: "ok" });
  });

  test("without a plan its nodes are the structure, and their members make the margin", () => {
    const files = ["kubectl-first.json", "etcdctl-healthy.txt"];
    const verdict = verdictOn({ files, plan: null });
    expect(factIn(verdict, "etcd-member/m1")).toMatchObject({ state: "ok", machineId: "m1" });
    expect(verdict.margin.planned).toBe(1);
  });
});

describe("A pasted report of certificates", () => {
  const fact = (name: string, nowMs = RUN_AT) =>
    factIn(verdictOn({ files: ["kubeadm-report.json"], host: "m1", nowMs }), `certificate/id-m1/report/${name}`);

  test("is judged by the dates: a leaf by its own limits, an authority by its own", () => {
    expect(fact("apiserver")).toMatchObject({
      state: "ok",
      reason: "valid",
      machineId: "id-m1",
      values: { host: "m1" },
    });
    expect(fact("ca")).toMatchObject({ state: "ok", values: { lifetime: "ca" } });
  });

  test("names what is missing; super-admin.conf is meant to be on one master alone", () => {
    expect(fact("front-proxy-client")).toMatchObject({ state: "warning", reason: "missing" });
    expect(fact("super-admin.conf")?.state).toBe("not-applicable");
  });

  test("goes on counting down after it was pasted, and says nothing any more after thirty days", () => {
    const soon = { ...plan, options: plan.options };
    const observations = readPasted(
      "CERTIFICATE  EXPIRES                  RESIDUAL TIME\napiserver    Jan 05, 2027 00:00 UTC   39d",
      { plan: soon, pastedAtMs: RUN_AT, host: "m1" },
    );
    if (!observations.ok) throw new Error("not read");
    const stateAt = (days: number) =>
      judgePasted(observations.observations, {
        plan: soon,
        thresholds: DEFAULT_THRESHOLDS,
        nowMs: RUN_AT + days * DAY_MS,
      }).facts.map(({ state, reason }) => [state, reason]);
    expect(stateAt(0)).toEqual([["ok", "valid"]]);
    expect(stateAt(15)).toEqual([["warning", "expires-soon"]]);
    expect(stateAt(31)).toEqual([["unknown", "stale"]]);
  });
});

describe("The margin of what was pasted", () => {
  test("is a range while nobody knows whether the API servers live", () => {
    expect(verdictOn({ files: ["etcdctl-healthy.txt"] }).margin).toMatchObject({ low: -1, high: 1, planned: 1 });
  });

  test("narrows with every API server whose lease is renewed", () => {
    const two = ["kubectl-first.json", "kubectl-later.json"].map((name) => withIdentities(recorded(name)));
    const verdict = verdictOnTexts([...two, recorded("etcdctl-healthy.txt")]);
    expect(verdict.margin).toMatchObject({ low: 1, high: 1 });
  });
});

test("figures that move all the time are there as well: size, index, the last renewal", () => {
  const verdict = verdictOn({ files: ["etcdctl-healthy.txt"] });
  expect(factIn(verdict, "etcd-member/id-m1")?.values).toMatchObject({ dbSizeBytes: expect.any(Number) });
});

/** The recorded list has the lease of one API server; the others have one like it. */
function withIdentities(text: string): string {
  const list = JSON.parse(text);
  const own = list.items.find(({ metadata }: { metadata: { name: string } }) => metadata.name.startsWith("apiserver-"));
  const like = (host: string) => {
    const labels = { ...own.metadata.labels, "kubernetes.io/hostname": host };
    const spec = { ...own.spec, holderIdentity: own.spec.holderIdentity.replace("m1", host) };
    return { ...own, metadata: { ...own.metadata, name: `${own.metadata.name}${host}`, uid: host, labels }, spec };
  };
  return JSON.stringify({ ...list, items: [...list.items, like("m2"), like("m3")] });
}
