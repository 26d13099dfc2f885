import { probe } from "#lib/probe/probe.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { readChain } from "./chain.ts";

/** kube-apiserver shows the certificate of its own loopback client to this name alone. */
const LOOPBACK_NAME = "apiserver-loopback-client";

/** Made in memory at each start, renewed by a restart alone: one year up to 1.32, three years from 1.33. */
export const loopbackCertificate = probe("loopback-certificate", async (look) => {
  const seen = await readChain(look, LOOPBACK_NAME);
  // A server that does not know the name shows its ordinary certificate.
  const isLoopback = seen.chain[0]?.subject.includes(LOOPBACK_NAME) ?? false;
  if (!isLoopback) throw new Miss("not-found", "The server shows no loopback certificate.");
  return seen;
});
