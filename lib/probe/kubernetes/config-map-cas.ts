import * as z from "zod";
import { certificatesIn } from "#lib/probe/certificates/seen-certificate.ts";
import { probe } from "#lib/probe/probe.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { getOptional } from "./kube.ts";

const ConfigMap = z.object({ data: z.record(z.string(), z.string()).nullish() });

const SOURCES = [
  { name: "extension-apiserver-authentication", keys: ["client-ca-file", "requestheader-client-ca-file"] },
  { name: "kube-root-ca.crt", keys: ["ca.crt"] },
] as const;

/** Authorities that no server shows: the client CA, the front-proxy CA and the cluster's root. */
export const configMapCas = probe("config-map-cas", async (look) => {
  const pems: string[] = [];
  for (const { name, keys } of SOURCES) {
    const path = `/api/v1/namespaces/kube-system/configmaps/${name}`;
    const map = await getOptional(look, { path, what: `configmap ${name}` }, ConfigMap);
    pems.push(...keys.map((key) => map?.data?.[key] ?? ""));
  }
  const found = pems.flatMap(certificatesIn);
  if (found.length === 0) throw new Miss("not-found", "No readable ConfigMap holds an authority.");
  const certificates = [...new Map(found.map((certificate) => [certificate.fingerprint, certificate])).values()];
  return { certificates };
});
