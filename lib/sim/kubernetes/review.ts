import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { PERMISSIONS } from "#lib/core/connection/permissions.ts";
import type { SimCluster } from "#lib/sim/cluster.ts";
import { sendJson } from "#lib/sim/network/http.ts";

const Review = z.object({
  spec: z.object({
    resourceAttributes: z.record(z.string(), z.string()).optional(),
    nonResourceAttributes: z.record(z.string(), z.string()).optional(),
  }),
});
const MAX_BODY = 100_000;

/** Answers as an API server with exactly the rendered role would; an over-privileged account may do everything. */
export async function sendReview(request: IncomingMessage, response: ServerResponse, cluster: SimCluster) {
  let text = "";
  for await (const chunk of request) text = (text + String(chunk)).slice(0, MAX_BODY);
  const { resourceAttributes, nonResourceAttributes } = Review.parse(JSON.parse(text)).spec;
  const isAllowed = cluster.layout.isOverPrivileged || isGranted(resourceAttributes, nonResourceAttributes);
  const isForbidden = cluster.state.forbidden.has(resourceAttributes?.resource ?? "");
  sendJson(response, 201, {
    kind: "SelfSubjectAccessReview",
    apiVersion: "authorization.k8s.io/v1",
    status: { allowed: isAllowed && !isForbidden },
  });
}

type Attributes = Readonly<Record<string, string>> | undefined;

function isGranted(resource: Attributes, path: Attributes): boolean {
  return PERMISSIONS.filter(({ need }) => need === "needed").some(({ attributes }) => {
    if (attributes.kind === "path") return attributes.path === path?.path;
    const wanted: Readonly<Record<string, string | undefined>> = { ...attributes.resource };
    return (
      resource !== undefined &&
      ["group", "resource", "verb", "namespace", "name"].every((key) => {
        return (resource[key] ?? "") === (wanted[key] ?? "");
      }) &&
      resource.subresource === undefined
    );
  });
}
