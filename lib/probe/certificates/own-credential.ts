import * as z from "zod";
import { probe } from "#lib/probe/probe.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { refuseUnusable } from "#lib/probe/transport/read.ts";
import { certificatesIn } from "./seen-certificate.ts";

const Claims = z.object({ exp: z.number().optional() });
const MS_PER_SECOND = 1000;

/** When the watcher's own credential ends. Looks at what we hold and connects to nothing. */
export const ownCredential = probe("own-credential", async ({ access }) => {
  refuseUnusable(access);
  const { credential } = access;
  switch (credential.kind) {
    case "none":
    case "locked":
    case "outside-pod":
      throw new Miss("not-configured", "No credential is stored.");
    case "password":
      return { notAfterMs: null, form: "password" };
    case "token":
      return { notAfterMs: tokenEndMs(credential.token), form: "token" };
    case "certificate": {
      const [leaf] = certificatesIn(credential.certificatePem);
      if (leaf === undefined) throw new Miss("bad-answer", "The client certificate cannot be read.");
      return { notAfterMs: leaf.notAfterMs, form: "certificate" };
    }
  }
});

/** `exp` of a JWT in milliseconds; null for a token that carries none (the old service-account secrets). */
export function tokenEndMs(token: string): number | null {
  const [, payload = ""] = token.split(".");
  try {
    const { exp } = Claims.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
    return exp === undefined ? null : exp * MS_PER_SECOND;
  } catch {
    return null;
  }
}
