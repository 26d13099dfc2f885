import { beforeEach, describe, expect, test } from "vitest";
import { lease, VIP, type Watching, watchLive } from "#lib/testing/live/live-looks.ts";

let live: Watching;
const SUBJECT = "lease/kube-scheduler";
const NODES = { ...VIP, address: "10.0.0.10:6443 leases" };

function list(over: Parameters<typeof lease>[1] = {}): void {
  live.see("leases", NODES, { leases: [lease("kube-scheduler", over), lease("kube-controller-manager", over)] });
}
const scheduler = () => live.fact(SUBJECT);
/** Polls for so long while the holder renews every two seconds, as the real one does. */
function renewing(seconds: number, over: Parameters<typeof lease>[1] = {}): void {
  for (let at = 0; at < seconds; at += 5) {
    live.pass(5000);
    list({ renewTimeMs: live.clocks.wallMs - 1000, ...over });
  }
}

beforeEach(() => {
  live = watchLive();
});

describe("A lease of leader election", () => {
  test("is unknown until it was seen to change, and ok from then on, with its holder as a planned machine", () => {
    list();
    expect(scheduler()).toMatchObject({ state: "unknown", reason: "settling" });
    renewing(5);
    expect(scheduler()).toMatchObject({
      state: "ok",
      reason: "fresh",
      machineId: "id-m1",
      values: { holder: "m1", machine: "m1" },
    });
    // A first sight that took two looks is no change.
    expect(live.transitions.filter(({ subject }) => subject === SUBJECT)).toEqual([]);
    live.miss("leases", NODES, "forbidden", 403);
    renewing(5);
    expect(live.transitions.filter(({ subject }) => subject === SUBJECT)).toMatchObject([
      { from: "ok", to: "unknown" },
      { from: "unknown", to: "ok" },
    ]);
  });

  test("one that was frozen before we came is settling for its own time and stale after that; no clock is compared", () => {
    const frozen = { renewTimeMs: live.clocks.wallMs + 3_600_000 };
    const seen: string[] = [];
    for (let at = 0; at < 6; at += 1) {
      list(frozen);
      seen.push(scheduler()?.reason ?? "");
      live.pass(5000);
    }
    expect(seen).toEqual(["settling", "settling", "settling", "settling", "settling", "stale"]);
  });

  test("goes late, then stale while nobody renews it, and names the new holder when one takes over", () => {
    renewing(20);
    const last = { renewTimeMs: live.clocks.wallMs - 1000 };
    const seen: string[] = [];
    for (let at = 0; at < 30; at += 5) {
      live.pass(5000);
      list(last);
      seen.push(scheduler()?.reason ?? "");
    }
    expect(seen).toEqual(["fresh", "fresh", "fresh", "late", "stale", "stale"]);
    expect(scheduler()?.state).toBe("critical");
    renewing(10, { holder: "m2_11111111-2222-4333-8444-555555555555", transitions: 4 });
    expect(scheduler()).toMatchObject({ state: "ok", machineId: "id-m2", values: { transitions: 4 } });
    const moves = live.transitions.filter(({ subject, what }) => subject === SUBJECT && what === "identity");
    expect(moves).toMatchObject([{ to: "m2_11111111-2222-4333-8444-555555555555" }]);
  });

  test("a pause of our own process starts its age again instead of blaming the holder", () => {
    renewing(20);
    live.pass(60_000);
    list({ renewTimeMs: live.clocks.wallMs - 1000 });
    expect(scheduler()).toMatchObject({ state: "unknown", reason: "settling" });
    renewing(5);
    expect(scheduler()?.state).toBe("ok");
  });

  test("a released one is a warning for fifteen seconds and critical after that", () => {
    renewing(20);
    const released = { holder: "", durationSeconds: 1, renewTimeMs: live.clocks.wallMs };
    list(released);
    expect(scheduler()).toMatchObject({ state: "warning", reason: "released" });
    for (let at = 0; at < 4; at += 1) {
      live.pass(5000);
      list(released);
    }
    expect(scheduler()).toMatchObject({ state: "critical", reason: "abandoned" });
  });

  test("one that was deleted and made again starts anew and is said to be", () => {
    renewing(20);
    renewing(5, { uid: "another", transitions: 0 });
    expect(scheduler()).toMatchObject({ reason: "settling", values: { isRecreated: true, transitions: 0 } });
  });

  test("four new holders within a quarter of an hour are flapping", () => {
    renewing(10);
    for (let move = 0; move < 5; move += 1)
      renewing(20, { holder: `m${(move % 3) + 1}_0000000${move}-0000-4000-8000-000000000000` });
    expect(scheduler()).toMatchObject({ state: "critical", reason: "flapping" });
  });

  test("a holder outside the plan is shown as such, not as a fault", () => {
    renewing(10, { holder: "laptop_0f0e0d0c-0b0a-4908-8706-050403020100" });
    expect(scheduler()).toMatchObject({ state: "ok", machineId: null, values: { isPlanned: false, holder: "laptop" } });
  });

  test("an API that cannot be asked makes it unknown, never stale", () => {
    renewing(20);
    for (let at = 0; at < 6; at += 1) {
      live.pass(5000);
      live.miss("leases", NODES, "timeout");
    }
    expect(scheduler()).toMatchObject({ state: "unknown", reason: "stale" });
    expect(scheduler()?.values.lastState).toBe("ok");
  });

  test("a missing permission says so at once", () => {
    live.miss("leases", NODES, "forbidden", 403);
    expect(scheduler()).toMatchObject({ state: "unknown", reason: "forbidden" });
  });
});
