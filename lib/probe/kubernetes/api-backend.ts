import * as z from "zod";
import { probe } from "#lib/probe/probe.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { parseJson } from "#lib/probe/transport/parse-json.ts";
import { okText } from "#lib/probe/transport/refusal.ts";
import { askKube } from "./kube.ts";

const ApiVersions = z.object({ serverAddressByClientCIDRs: z.array(z.object({ serverAddress: z.string().max(300) })) });

/** Which API server answers a new connection: `GET /api` names its own address, and no header does. */
export const apiBackend = probe("api-backend", async (look) => {
  const answer = await askKube(look, "/api", true);
  const { serverAddressByClientCIDRs } = parseJson(okText(answer, "/api"), "/api", ApiVersions);
  const address = serverAddressByClientCIDRs[0]?.serverAddress;
  if (address === undefined) throw new Miss("bad-answer", "/api names no server address.");
  if (answer.leafFingerprint === null) throw new Miss("tls-protocol", "The connection is not encrypted.");
  return { address, leafFingerprint: answer.leafFingerprint };
});
