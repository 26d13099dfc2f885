import { fromJSON, type MethodDefinition } from "@grpc/proto-loader";

/** The two local reads of etcd's API (api/etcdserverpb/rpc.proto): field numbers are the contract, names are ours to keep. */
const ETCDSERVERPB = {
  ResponseHeader: message({ cluster_id: ["uint64", 1], member_id: ["uint64", 2], raft_term: ["uint64", 4] }),
  StatusRequest: message({}),
  StatusResponse: message({
    header: ["ResponseHeader", 1],
    version: ["string", 2],
    dbSize: ["int64", 3],
    leader: ["uint64", 4],
    raftIndex: ["uint64", 5],
    raftTerm: ["uint64", 6],
    raftAppliedIndex: ["uint64", 7],
    errors: ["string", 8, "repeated"],
    dbSizeInUse: ["int64", 9],
    isLearner: ["bool", 10],
    dbSizeQuota: ["int64", 12],
  }),
  MemberListRequest: message({ linearizable: ["bool", 1] }),
  Member: message({
    ID: ["uint64", 1],
    name: ["string", 2],
    peerURLs: ["string", 3, "repeated"],
    clientURLs: ["string", 4, "repeated"],
    isLearner: ["bool", 5],
  }),
  MemberListResponse: message({ header: ["ResponseHeader", 1], members: ["Member", 2, "repeated"] }),
  Maintenance: service("Status", "StatusRequest", "StatusResponse"),
  Cluster: service("MemberList", "MemberListRequest", "MemberListResponse"),
};

/** Ids exceed 2^53, so 64-bit numbers are strings; absent fields have their proto3 default. */
const definitions = fromJSON(
  { nested: { etcdserverpb: { nested: ETCDSERVERPB } } },
  { longs: String, defaults: true, keepCase: true },
);

export const STATUS = methodOf("etcdserverpb.Maintenance", "Status");
export const MEMBER_LIST = methodOf("etcdserverpb.Cluster", "MemberList");

function message(fields: Readonly<Record<string, readonly [type: string, id: number, rule?: "repeated"]>>) {
  const entries = Object.entries(fields).map(([name, [type, id, rule]]) => [
    name,
    { type, id, ...(rule === undefined ? {} : { rule }) },
  ]);
  return { fields: Object.fromEntries(entries) };
}

function service(method: string, requestType: string, responseType: string) {
  return { methods: { [method]: { requestType, responseType, comment: "" } } };
}

function methodOf(service: string, name: string): MethodDefinition<object, object> {
  const definition = definitions[service];
  if (definition === undefined || "format" in definition) throw new Error(`${service} is no service.`);
  const method = definition[name];
  if (method === undefined) throw new Error(`${service} has no ${name}.`);
  return method;
}
