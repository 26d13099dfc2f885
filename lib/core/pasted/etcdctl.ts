import * as z from "zod";
import { instantMs } from "#lib/core/kubernetes/instant.ts";
import { statusOf } from "#lib/core/live/judges/etcd/status-answer.ts";
import type { MachineIndex } from "#lib/core/live/live-target.ts";
import type { MissReason, Target } from "#lib/core/live/observation.ts";
import { WIDE } from "./documents.ts";
import { type PartReading, type PastedProblem, partOf, refused, type Sight } from "./sight.ts";

/** A bare number, one too wide for that, or the hex digits of `--hex`. */
const Id = z.union([z.number(), z.string()]).transform((id, context) => {
  if (typeof id === "number" && Number.isSafeInteger(id) && id >= 0) return BigInt(id).toString(16);
  if (typeof id === "string" && id.startsWith(WIDE)) return BigInt(id.slice(WIDE.length)).toString(16);
  if (typeof id === "string" && /^[0-9a-f]{1,16}$/.test(id)) return id.replace(/^0+(?=.)/, "");
  context.addIssue({ code: "custom", message: "no id" });
  return z.NEVER;
});
const Whole = z.union([
  z.number(),
  z
    .string()
    .startsWith(WIDE)
    .transform((text) => Number(text.slice(WIDE.length))),
]);

/** etcdctl leaves out what is zero, false or empty. */
const Status = z.object({
  header: z.object({ cluster_id: Id, member_id: Id }),
  version: z.string().max(50),
  leader: Id.default("0"),
  raftTerm: Whole.default(0),
  raftIndex: Whole.default(0),
  raftAppliedIndex: Whole.default(0),
  dbSize: Whole.default(0),
  dbSizeInUse: Whole.default(0),
  dbSizeQuota: Whole.default(0),
  isLearner: z.boolean().default(false),
  errors: z.array(z.string().max(400)).max(100).default([]),
});
const StatusList = z.array(z.object({ Endpoint: z.string().max(500), Status }));
const Url = z.string().max(500);
const MemberList = z.object({
  header: z.object({ cluster_id: Id }),
  members: z
    .array(
      z.object({
        ID: Id,
        name: z.string().max(300).default(""),
        peerURLs: z.array(Url).default([]),
        clientURLs: z.array(Url).default([]),
        isLearner: z.boolean().default(false),
      }),
    )
    .max(100),
});

export function isStatusList(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && z.looseObject({ Endpoint: z.string() }).safeParse(value[0]).success
  );
}

export function isMemberList(value: unknown): boolean {
  return z
    .looseObject({ header: z.looseObject({ cluster_id: z.unknown() }), members: z.array(z.unknown()) })
    .safeParse(value).success;
}

/** `etcdctl endpoint status -w json`: one sight per endpoint that answered. */
export function readStatusList(value: unknown, machines: MachineIndex): PartReading {
  const list = StatusList.safeParse(value);
  if (!list.success) return refused(formatProblem("etcdctl endpoint status", list.error));
  return partOf(
    list.data.map(
      ({ Endpoint, Status: status }): Sight => ({
        probe: "etcd-status",
        target: targetOf(Endpoint, machines),
        result: { kind: "seen", value: statusOf(status, null) },
      }),
    ),
  );
}

/** `etcdctl member list -w json`, with or without `--hex`. */
export function readMemberList(value: unknown): PartReading {
  const list = MemberList.safeParse(value);
  if (!list.success) return refused(formatProblem("etcdctl member list", list.error));
  const members = list.data.members.map(({ ID, name, peerURLs, clientURLs, isLearner }) => ({
    id: ID,
    name,
    peerUrls: peerURLs,
    clientUrls: clientURLs,
    isLearner,
  }));
  const target: Target = { name: "etcdctl", machineId: null, address: "etcdctl member list", way: "direct" };
  const result = { kind: "seen" as const, value: { clusterId: list.data.header.cluster_id, members } };
  return partOf([{ probe: "etcd-members", target, result }]);
}

const FAILED = /^Failed to get the status of endpoint (\S{1,500}) \((.{0,400})\)/gm;
const STAMP = /"ts":"([^"]{1,40})"/g;

/** A cluster has a handful of endpoints; a text made of such lines is none. */
const FAILURES_MAX = 64;

/** The lines of standard error: endpoints that did not answer, with what the client's log says of each. */
export function readFailures(rest: string, log: readonly unknown[], machines: MachineIndex): PartReading {
  const lines = log.map((line) => JSON.stringify(line));
  const stamps = lines.flatMap((line) => [...line.matchAll(STAMP)].map(([, text]) => instantMs(text) ?? 0));
  const sights = [...rest.matchAll(FAILED)].slice(0, FAILURES_MAX).map(([, endpoint = "", said = ""]): Sight => {
    const target = targetOf(endpoint, machines);
    const about = lines.filter((line) => line.includes(target.address)).join("\n");
    const detail = `etcdctl: ${said}`.slice(0, 200);
    return {
      probe: "etcd-status",
      target,
      result: { kind: "missed", reason: missOf(`${about}\n${said}`), detail, status: null },
    };
  });
  return partOf(sights, { takenAtMs: stamps.length === 0 ? null : Math.max(...stamps) || null });
}

/** The client says "deadline exceeded" of everything; the cause is in the log line that it wrote before. */
const CAUSES: readonly (readonly [words: RegExp, reason: MissReason])[] = [
  [/connection refused/, "refused"],
  [/no route to host|network is unreachable/, "unreachable"],
  [/no such host|server misbehaving/, "dns"],
  [/bad certificate|certificate required/, "client-certificate-required"],
  [/x509: .*(?:unknown authority|expired)/, "tls-untrusted"],
  [/x509: /, "tls-name"],
  [/connection reset/, "reset"],
  [/deadline exceeded/i, "timeout"],
];

function missOf(text: string): MissReason {
  return CAUSES.find(([words]) => words.test(text))?.[1] ?? "probe-error";
}

function targetOf(endpoint: string, machines: MachineIndex): Target {
  const address = endpoint.replace(/^[a-z]+:\/\//, "").replace(/\/.*$/, "");
  const host = address.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  const machine = machines.of(host);
  return { name: machine?.id ?? address, machineId: machine?.id ?? null, address, way: "direct" };
}

function formatProblem(what: string, { issues }: z.ZodError): PastedProblem {
  return { code: "PA-FORMAT", what, field: (issues[0]?.path ?? []).join(".").slice(0, 100) };
}
