import type { DataFolder } from "#lib/config/data-folder.ts";
import type { Say } from "#lib/start/problem.ts";
import type { StartSettings } from "#lib/start/settings.ts";
import { type Certificate, ensureCertificate, readCertificate } from "./certificate.ts";

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
  /** Fingerprint of the certificate that is served now. */
  readonly fingerprint: string;
  /** Called with each newer one. */
  readonly renew: (certificate: Certificate) => void;
  readonly say: Say;
}

/** Looks once a day: a server that runs for a year must not serve an expired certificate. Returns what ends it. */
export function keepCertificate({ settings, folder, fingerprint, renew, say }: CertificateCare): () => void {
  let served = fingerprint;
  const timer = setInterval(async () => {
    try {
      const certificate = await certificateFor(settings, folder);
      if (certificate === null || certificate.fingerprint === served) return;
      renew(certificate);
      served = certificate.fingerprint;
      say(`New certificate, SHA-256 ${served}`);
    } catch (cause) {
      say(`The certificate could not be looked after: ${cause}`);
    }
  }, DAY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
