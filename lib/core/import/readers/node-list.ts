import * as z from "zod";
import { plainSheet, ROWS_MAX, type Sheet } from "#lib/core/import/grid.ts";
import { done, type Read, refuse } from "#lib/core/import/refusal.ts";
import { parseJson } from "./json.ts";

const ROLE_LABEL = "node-role.kubernetes.io/";
const ZONE_LABEL = "topology.kubernetes.io/zone";
const Text = z.string().catch("");

const KubeNode = z.object({
  metadata: z.object({ name: z.string(), labels: z.record(z.string(), Text).catch({}) }),
  status: z
    .object({
      addresses: z.array(z.object({ type: Text, address: Text })).catch([]),
      capacity: z.object({ cpu: Text, memory: Text }).catch({ cpu: "", memory: "" }),
      nodeInfo: z
        .object({ osImage: Text, kernelVersion: Text, kubeletVersion: Text, architecture: Text })
        .catch({ osImage: "", kernelVersion: "", kubeletVersion: "", architecture: "" }),
    })
    .catch({
      addresses: [],
      capacity: { cpu: "", memory: "" },
      nodeInfo: { osImage: "", kernelVersion: "", kubeletVersion: "", architecture: "" },
    }),
});
const NodeList = z.object({ kind: z.enum(["List", "NodeList"]), items: z.array(KubeNode) });
type KubeNode = z.infer<typeof KubeNode>;

const COLUMNS: readonly (readonly [string, (node: KubeNode) => string])[] = [
  ["NAME", ({ metadata }) => metadata.name],
  ["ROLES", ({ metadata }) => rolesOf(metadata.labels)],
  ["INTERNAL-IP", ({ status }) => addressesOf(status.addresses)],
  ["CPU", ({ status }) => status.capacity.cpu],
  ["MEMORY", ({ status }) => status.capacity.memory],
  ["OS-IMAGE", ({ status }) => status.nodeInfo.osImage],
  ["KERNEL-VERSION", ({ status }) => status.nodeInfo.kernelVersion],
  ["KUBELET-VERSION", ({ status }) => status.nodeInfo.kubeletVersion],
  ["ARCH", ({ status }) => status.nodeInfo.architecture],
  ["ZONE", ({ metadata }) => metadata.labels[ZONE_LABEL] ?? ""],
];

/** `kubectl get nodes -o json` as the table that `-o wide` would print, with the figures that only JSON has. */
export function readNodeList(text: string): Read<readonly Sheet[]> {
  const parsed = parseJson(text);
  if (parsed === undefined) return refuse("not-json");
  const list = NodeList.safeParse(parsed);
  if (!list.success) return refuse("not-a-node-list", { evidence: list.error.issues[0]?.path.join(".") ?? null });
  const { items } = list.data;
  if (items.length > ROWS_MAX) return refuse("too-many-rows", { evidence: String(items.length) });
  const rows = [COLUMNS.map(([name]) => name), ...items.map((node) => COLUMNS.map(([, value]) => value(node)))];
  return done([
    plainSheet(
      "#1",
      rows,
      rows.map((_, index) => index),
    ),
  ]);
}

function rolesOf(labels: Readonly<Record<string, string>>): string {
  return Object.keys(labels)
    .filter((label) => label.startsWith(ROLE_LABEL))
    .map((label) => label.slice(ROLE_LABEL.length))
    .join(",");
}

function addressesOf(addresses: readonly { readonly type: string; readonly address: string }[]): string {
  return addresses
    .filter(({ type }) => type === "InternalIP")
    .map(({ address }) => address)
    .join(",");
}
