import { beforeEach, describe, expect, it } from "vitest";
import type { EtcdStatus } from "#lib/core/live/observation.ts";
import { NOBODY, reasonOf, seen, simulated } from "#lib/testing/live/simulated.ts";
import { readSamples } from "./etcd-metrics.ts";

const { sim, etcd, api, look } = await simulated();
const members = sim.endpoints("sim").etcd;
const [first, second, third] = members;
if (first === undefined || second === undefined || third === undefined) throw new Error("Three members.");

beforeEach(() => sim.fault("sim", { fault: "recovered" }));

async function statusOf(address: string): Promise<EtcdStatus> {
  return seen(await look("etcd-status", address));
}

describe("A look at etcd", () => {
  it("reads what a member believes, with 64-bit ids in hex", async () => {
    const statuses = await Promise.all(members.map(({ address }) => statusOf(address)));
    const [one] = statuses;
    expect(new Set(statuses.map(({ memberId }) => memberId)).size).toBe(3);
    expect(new Set(statuses.map(({ clusterId }) => clusterId)).size).toBe(1);
    expect(one?.memberId).toBe("8e9e05c52164694d");
    expect(one).toMatchObject({ version: "3.6.5", quotaBytes: 2 ** 31, isLearner: false, errors: [] });
    const list = seen(await look("etcd-members", first.address));
    expect(list.clusterId).toBe(one?.clusterId);
    expect(list.members.map(({ name }) => name)).toEqual(members.map(({ host }) => host));
  });

  it("finds the next leader in a higher term once the leader was killed", async () => {
    const before = await statusOf(second.address);
    const leader = before.leaderId;
    await sim.fault("sim", { fault: "etcd-leader-killed" });
    const dead = members.find(({ host }) => host === (leader === before.memberId ? second.host : first.host));
    expect(reasonOf(await look("etcd-status", dead?.address ?? ""))).toBe("refused");
    expect((await statusOf(third.address)).errors).toContain("etcdserver: no leader");
    await expect.poll(async () => (await statusOf(third.address)).leaderId, { timeout: 5000 }).not.toBeNull();
    const after = await statusOf(third.address);
    expect([after.leaderId === leader, after.raftTerm]).toEqual([false, before.raftTerm + 1]);
  });

  it("says of a hung member that the connection stands", async () => {
    await statusOf(second.address);
    await sim.fault("sim", { fault: "etcd-member-hung", host: second.host });
    const { result, durationMs } = await look("etcd-status", second.address, { timeoutMs: 500 });
    expect(result).toMatchObject({ kind: "missed", reason: "timeout" });
    expect(durationMs).toBeLessThan(900);
  });

  it("sees no leader and no linearizable read where two of three are dead", async () => {
    await sim.fault("sim", { fault: "etcd-no-quorum" });
    const alive = (await statusOf(first.address)) satisfies EtcdStatus;
    expect([alive.leaderId, alive.errors]).toEqual([null, ["etcdserver: no leader"]]);
    expect(seen(await look("etcd-health", first.address)).isLinearizable).toBe(false);
    expect(seen(await look("etcd-members", first.address)).members).toHaveLength(3);
  });

  it("sees an alarm on every member, a learner, and a member that never started", async () => {
    await sim.fault("sim", { fault: "etcd-nospace" });
    await sim.fault("sim", { fault: "etcd-learner-added" });
    await sim.fault("sim", { fault: "etcd-member-unstarted" });
    for (const { address } of members) expect((await statusOf(address)).errors.join()).toContain("alarm:NOSPACE");
    const list = seen(await look("etcd-members", first.address)).members;
    expect(list.map(({ isLearner, name }) => `${isLearner} ${name === ""}`)).toEqual([
      "false false",
      "false false",
      "false false",
      "true true",
      "false true",
    ]);
  });

  it("shows two leaders for as many looks as the story says, then one", async () => {
    await sim.fault("sim", { fault: "etcd-two-leaders", samples: 1 });
    const claims = await Promise.all(members.map(({ address }) => statusOf(address)));
    expect(new Set(claims.map(({ leaderId }) => leaderId)).size).toBe(2);
    expect(new Set(claims.map(({ raftTerm }) => raftTerm)).size).toBe(2);
    const later = await Promise.all(members.map(({ address }) => statusOf(address)));
    expect(new Set(later.map(({ leaderId }) => leaderId)).size).toBe(1);
  });

  it("reads the followers from the leader, and says so where the member is none", async () => {
    const { leaderId } = await statusOf(first.address);
    const statuses = await Promise.all(
      members.map(async (member) => ({ ...member, ...(await statusOf(member.address)) })),
    );
    const leader = statuses.find(({ memberId }) => memberId === leaderId);
    const follower = statuses.find(({ memberId }) => memberId !== leaderId);
    await sim.fault("sim", { fault: "etcd-follower-lags", host: follower?.host ?? "" });
    const progress = seen(await look("etcd-progress", leader?.address ?? ""));
    expect(progress.followers.find(({ memberId }) => memberId === follower?.memberId)?.raftState).toBe("StateSnapshot");
    expect(progress.followers).toHaveLength(2);
    expect(reasonOf(await look("etcd-progress", follower?.address ?? ""))).toBe("not-found");
  });

  it("keeps the wanted families of the metrics alone", async () => {
    const { values } = seen(await look("etcd-metrics", first.address));
    expect(values).toMatchObject({ etcd_server_has_leader: 1, etcd_server_quota_backend_bytes: 2 ** 31 });
    expect(Object.keys(values).filter((name) => name.startsWith("etcd_disk_wal_fsync"))).toHaveLength(8);
    expect(Object.keys(values).some((name) => name.startsWith("go_"))).toBe(false);
  });

  it("refuses nobody silently: without a certificate, with a stranger's, and with another authority", async () => {
    const nobody = { ...NOBODY, trust: etcd.trust };
    expect(reasonOf(await look("etcd-status", first.address, { access: nobody }))).toBe("client-certificate-required");
    expect(reasonOf(await look("etcd-progress", first.address, { access: nobody }))).toBe(
      "client-certificate-required",
    );
    const otherAuthority = { ...etcd, trust: api.trust };
    expect(reasonOf(await look("etcd-status", first.address, { access: otherAuthority }))).toBe("tls-untrusted");
  });
});

describe("Metrics as etcd writes them", () => {
  it("are read within bounds, whatever else is in the text", () => {
    const noise = `# HELP x\n${"a".repeat(100_000)}\n{{{{\netcd_server_has_leader NaNope\netcd_server_has_leader 1\n`;
    expect(readSamples(noise)).toEqual({ etcd_server_has_leader: 1 });
  });
});
