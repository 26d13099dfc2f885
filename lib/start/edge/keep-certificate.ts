import type { DataFolder } from "#lib/config/data-folder.ts";
import type { Say } from "#lib/start/problem.ts";
import type { StartSettings } from "#lib/start/settings.ts";
import { type Certificate, ensureCertificate, readCertificate } from "./certificate.ts";
import type { Edge } from "./edge.ts";

const DAY_MS = 86_400_000;

/** The certificate that this listener serves: none on plain HTTP, the given one, or ours. */
export async function certificateFor(settings: StartSettings, folder: DataFolder): Promise<Certificate | null> {
  const { transport, host } = settings;
  if (transport.kind === "plain") return null;
  if (transport.given !== null) return readCertificate(transport.given.certPath, transport.given.keyPath);
  return ensureCertificate(folder, host, Date.now());
}

interface CertificateCare {
  readonly settings: StartSettings;
  readonly folder: DataFolder;
  readonly edge: Edge;
  readonly say: Say;
}

/** Looks once a day: a server that runs for a year must not serve an expired certificate. Returns what ends it. */
export function keepCertificate({ settings, folder, edge, say }: CertificateCare): () => void {
  let served: string | null = null;
  const timer = setInterval(async () => {
    try {
      const certificate = await certificateFor(settings, folder);
      if (certificate === null || certificate.fingerprint === served) return;
      edge.useCertificate(certificate);
      if (served !== null) say(`New certificate, SHA-256 ${certificate.fingerprint}`);
      served = certificate.fingerprint;
    } catch (cause) {
      say(`The certificate could not be looked after: ${cause}`);
    }
  }, DAY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
