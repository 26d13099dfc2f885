import { Node, nodeRecord } from "#lib/core/kubernetes/node-record.ts";
import { probe } from "#lib/probe/probe.ts";
import { listAll, pageOf } from "./kube.ts";

const NodePage = pageOf(Node);

export const nodes = probe("nodes", async (look) => {
  const items = await listAll(look, { path: "/api/v1/nodes", what: "nodes" }, NodePage);
  return { nodes: items.map(nodeRecord) };
});
