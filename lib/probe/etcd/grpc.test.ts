import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import { afterAll, describe, expect, it } from "vitest";
import { probes } from "#lib/probe/index.ts";
import { createAuthority, issue, yearlong } from "#lib/sim/certificates/pki.ts";
import { probeOptions, reasonOf, seen, targetAt } from "#lib/testing/live/simulated.ts";
import { MEMBER_LIST, STATUS } from "./etcd-proto.ts";

const NOW_MS = Date.now();
const authority = createAuthority("etcd-ca", NOW_MS);
const identity = issue(authority, yearlong("etcd", ["127.0.0.1"], NOW_MS));
const access = {
  trust: { kind: "ca" as const, caPem: authority.pem },
  credential: { kind: "certificate" as const, ...identity },
  serverName: null,
};
const options = probeOptions();
/** The largest id that 64 bits hold: a double would have rounded it. */
const MAX_ID = "18446744073709551615";

type Answer = (call: ServerUnaryCall<object, object>, done: sendUnaryData<object>) => void;
let onStatus: Answer = (_call, done) => done(null, {});

/** The reference implementation of gRPC for Node, so that our own client is not judged by our own server. */
const server = new Server();
server.addService(
  { Status: STATUS },
  { Status: (call: ServerUnaryCall<object, object>, done: sendUnaryData<object>) => onStatus(call, done) },
);
server.addService(
  { MemberList: MEMBER_LIST },
  {
    MemberList: (call: ServerUnaryCall<object, object>, done: sendUnaryData<object>) => {
      const members = [{ ID: MAX_ID, name: "m1", peerURLs: ["https://a:2380"], clientURLs: [], isLearner: true }];
      done(null, { header: { cluster_id: "1" }, members: "linearizable" in call.request ? members : [] });
    },
  },
);
const pair = { private_key: Buffer.from(identity.keyPem), cert_chain: Buffer.from(identity.certificatePem) };
const credentials = ServerCredentials.createSsl(Buffer.from(authority.pem), [pair], true);
const bound = (how: ServerCredentials) =>
  new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", how, (error, port) => (error === null ? resolve(port) : reject(error)));
  });
const port = await bound(credentials);
const target = targetAt(`127.0.0.1:${port}`);

afterAll(() => {
  options.transport.close();
  server.forceShutdown();
});

describe("Our gRPC against grpc-js", () => {
  it("reads every field, the largest ids included", async () => {
    onStatus = (_call, done) =>
      done(null, {
        header: { cluster_id: MAX_ID, member_id: MAX_ID },
        version: "3.5.24",
        leader: "9007199254740993",
        raftTerm: "46",
        raftIndex: "1000",
        raftAppliedIndex: "998",
        dbSize: "4096",
        dbSizeInUse: "2048",
        errors: ["etcdserver: no leader"],
      });
    expect(seen(await probes["etcd-status"](target, access, options))).toMatchObject({
      clusterId: "ffffffffffffffff",
      memberId: "ffffffffffffffff",
      leaderId: "20000000000001",
      raftTerm: 46,
      raftIndex: 1000,
      appliedIndex: 998,
      quotaBytes: null,
      errors: ["etcdserver: no leader"],
    });
    const { members } = seen(await probes["etcd-members"](target, access, options));
    expect(members).toEqual([
      { id: "ffffffffffffffff", name: "m1", peerUrls: ["https://a:2380"], clientUrls: [], isLearner: true },
    ]);
  });

  it.each([
    [status.UNAUTHENTICATED, "etcdserver: invalid auth token", "unauthorised"],
    [status.PERMISSION_DENIED, "etcdserver: permission denied", "forbidden"],
    [status.UNAVAILABLE, "etcdserver: rpc not supported for learner", "server-error"],
    [status.UNIMPLEMENTED, "unknown service", "not-found"],
    [status.INTERNAL, "grpc: 坏了", "bad-answer"],
  ])("tells status %i apart", async (code, details, reason) => {
    onStatus = (_call, done) => done({ code, details, name: "", message: "" });
    const { result } = await probes["etcd-status"](target, access, options);
    expect(result).toEqual({ kind: "missed", reason, detail: `gRPC ${code}: ${details}`, status: code });
  });

  it("reads a member that listens without TLS, as kubeasz sets them up", async () => {
    onStatus = (_call, done) => done(null, { header: { cluster_id: "1", member_id: "2" }, version: "3.6.5" });
    const plain = await bound(ServerCredentials.createInsecure());
    const nobody = { ...access, credential: { kind: "none" as const } };
    const status = seen(await probes["etcd-status"](targetAt(`http://127.0.0.1:${plain}`), nobody, options));
    expect(status.memberId).toBe("2");
  });

  it("gives up at the deadline, and the next look is not spoilt by it", async () => {
    onStatus = () => undefined;
    const late = await probes["etcd-status"](target, access, { ...options, timeoutMs: 300 });
    expect([reasonOf(late), late.durationMs < 600]).toEqual(["timeout", true]);
    onStatus = (_call, done) => done(null, { header: { cluster_id: "1", member_id: "2" }, version: "3.6.5" });
    expect(seen(await probes["etcd-status"](target, access, options)).leaderId).toBeNull();
  });

  it("stops reading an answer that is too large", async () => {
    onStatus = (_call, done) => done(null, { version: "x".repeat(3_000_000) });
    expect(reasonOf(await probes["etcd-status"](target, access, options))).toBe("too-large");
  });
});
