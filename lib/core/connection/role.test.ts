import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import * as z from "zod";
import { PERMISSIONS } from "./permissions.ts";
import { accountCommands, renderClusterRole } from "./role.ts";

const Rule = z.object({
  apiGroups: z.array(z.string()).default([]),
  resources: z.array(z.string()).default([]),
  resourceNames: z.array(z.string()).default([]),
  nonResourceURLs: z.array(z.string()).default([]),
  verbs: z.array(z.string()),
});
const Document = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
  rules: z.array(Rule).default([]),
});

function documents(hasLegacyLocks: boolean) {
  return parseAllDocuments(renderClusterRole({ hasLegacyLocks })).map((document) => Document.parse(document.toJS()));
}

describe("The read-only role", () => {
  it("grants what the probes need, in the smallest scope, and nothing that writes", () => {
    const rules = documents(false).flatMap(({ rules, metadata }) => rules.map((rule) => ({ ...rule, ...metadata })));
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(["get", "list"]));
    expect(rules.flatMap(({ resources }) => resources)).not.toContain("secrets");
    const cluster = rules.filter(({ namespace }) => namespace === undefined);
    expect(cluster.flatMap(({ resources }) => resources)).toEqual(["nodes"]);
    const maps = rules.filter(({ resources }) => resources.includes("configmaps"));
    expect(maps.map(({ namespace, resourceNames }) => [namespace, resourceNames])).toEqual([
      ["kube-system", ["kubeadm-config", "extension-apiserver-authentication", "kube-root-ca.crt"]],
    ]);
  });

  it("covers every needed right and no other", () => {
    const granted = documents(true).flatMap(({ rules, metadata }) =>
      rules.flatMap(({ apiGroups, resources, resourceNames, nonResourceURLs, verbs }) => [
        ...nonResourceURLs.map((path) => `${verbs.join()} ${path}`),
        ...resources.flatMap((resource) =>
          (resourceNames.length === 0 ? [""] : resourceNames).map((name) =>
            [verbs.join(), apiGroups.join(), resource, metadata.namespace ?? "", name].join(" "),
          ),
        ),
      ]),
    );
    const wanted = PERMISSIONS.filter(({ need }) => need !== "excess").map(({ attributes }) => {
      if (attributes.kind === "path") return `get ${attributes.path}`;
      const { verb, group, resource, namespace = "", name = "" } = attributes.resource;
      return [verb, group, resource, namespace, name].join(" ");
    });
    expect(granted.toSorted()).toEqual(wanted.toSorted());
  });

  it("binds each role to the one account", () => {
    const kinds = documents(false).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? "-"}`);
    expect(kinds).toEqual([
      "Namespace -",
      "ServiceAccount quorate",
      "ClusterRole -",
      "ClusterRoleBinding -",
      ...["kube-system", "kube-node-lease", "default"].flatMap((name) => [`Role ${name}`, `RoleBinding ${name}`]),
    ]);
  });

  it("names each right once", () => {
    expect(new Set(PERMISSIONS.map(({ id }) => id)).size).toBe(PERMISSIONS.length);
  });

  it("comes with commands that end in a kubeconfig nobody else can read", () => {
    const commands = accountCommands();
    expect(commands).toContain("kubectl create token quorate-reader -n quorate");
    expect(commands.trimEnd().endsWith("chmod 600 quorate.kubeconfig")).toBe(true);
  });
});
