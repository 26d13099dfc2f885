import * as z from "zod";
import { probe } from "#lib/probe/probe.ts";
import { getObject, getOptional } from "./kube.ts";

const Slice = z.object({ endpoints: z.array(z.object({ addresses: z.array(z.string()) })).nullish() });
const Endpoints = z.object({
  subsets: z.array(z.object({ addresses: z.array(z.object({ ip: z.string() })).nullish() })).nullish(),
});

const SLICE = {
  path: "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes",
  what: "endpointslice kubernetes",
};
const ENDPOINTS = { path: "/api/v1/namespaces/default/endpoints/kubernetes", what: "endpoints kubernetes" };

/** The API servers that the cluster itself counts (lease reconciler: 10 s, gone after 15 s). */
export const apiEndpoints = probe("api-endpoints", async (look) => {
  const slice = await getOptional(look, SLICE, Slice);
  if (slice !== null) return { addresses: (slice.endpoints ?? []).flatMap(({ addresses }) => addresses) };
  const { subsets } = await getObject(look, ENDPOINTS, Endpoints);
  return { addresses: (subsets ?? []).flatMap(({ addresses }) => (addresses ?? []).map(({ ip }) => ip)) };
});
