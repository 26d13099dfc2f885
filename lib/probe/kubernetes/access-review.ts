import * as z from "zod";
import { PERMISSIONS, type Permission } from "#lib/core/connection/permissions.ts";
import { type Look, probe } from "#lib/probe/probe.ts";
import { postObject } from "./kube.ts";

const Review = z.object({ status: z.object({ allowed: z.boolean() }) });
const PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

/**
 * Asks the API server about each right we need and each that we should not have. A review is a POST that stores
 * nothing, and every authenticated user may ask about itself.
 */
export const access = probe("access", async (look) => {
  const permissions: { id: string; isAllowed: boolean }[] = [];
  for (const permission of PERMISSIONS) permissions.push(await review(look, permission));
  return { permissions };
});

async function review(look: Look, { id, attributes }: Permission): Promise<{ id: string; isAllowed: boolean }> {
  const spec =
    attributes.kind === "path"
      ? { nonResourceAttributes: { path: attributes.path, verb: attributes.verb } }
      : { resourceAttributes: { ...attributes.resource } };
  const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec };
  const { status } = await postObject(look, { path: PATH, what: "access review", body }, Review);
  return { id, isAllowed: status.allowed };
}
