import { createPrivateKey, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { isIP, isIPv4 } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import type { DataFolder } from "#lib/config/data-folder.ts";
import { writeSecret } from "#lib/start/data-root.ts";
import { reasonOf, StartProblem } from "#lib/start/problem.ts";
import { ownAddresses } from "./hosts.ts";

export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of the certificate, upper-case hex with colons. */
  readonly fingerprint: string;
}

const DAY_MS = 86_400_000;
/** Browsers refuse longer lives for public certificates (398 days); staying below keeps every client content. */
const LIFETIME_DAYS = 397;
const RENEW_BEFORE_DAYS = 30;

/** The certificate that the person gave. */
export function readCertificate(certPath: string, keyPath: string): Certificate {
  try {
    const [cert, key] = [readFileSync(certPath, "utf8"), readFileSync(keyPath, "utf8")];
    const parsed = new X509Certificate(cert);
    if (!parsed.checkPrivateKey(createPrivateKey(key))) throw new Error("the key does not belong to the certificate");
    return { cert, key, fingerprint: parsed.fingerprint256 };
  } catch (cause) {
    throw new StartProblem(
      `Cannot use the certificate of QUORATE_TLS_CERT and QUORATE_TLS_KEY: ${reasonOf(cause)}. Both must be readable PEM files.`,
      cause,
    );
  }
}

/** The generated certificate of this installation; a new one when it is missing, near its end, or lacks a name. */
export async function ensureCertificate(folder: DataFolder, host: string, nowMs: number): Promise<Certificate> {
  const [certPath, keyPath] = [join(folder.secrets, "tls.crt"), join(folder.secrets, "tls.key")];
  if (existsSync(certPath) && existsSync(keyPath)) {
    const known = readCertificate(certPath, keyPath);
    if (isGood(new X509Certificate(known.cert), neededNames(host), nowMs)) return known;
  }
  mkdirSync(folder.secrets, { recursive: true, mode: 0o700 });
  const made = await makeCertificate([...neededNames(host), ...ownAddresses()], nowMs);
  writeSecret(keyPath, made.private);
  writeSecret(certPath, made.cert);
  return readCertificate(certPath, keyPath);
}

/** IPv6 addresses go in but are not needed: privacy addresses change daily and would change the fingerprint with them. */
function neededNames(host: string): string[] {
  const names = ["localhost", host, hostname(), ...ownAddresses().filter((address) => isIPv4(address))];
  return names.filter((name) => name !== "0.0.0.0" && name !== "::");
}

function isGood(certificate: X509Certificate, names: readonly string[], nowMs: number): boolean {
  if (certificate.validToDate.getTime() - nowMs < RENEW_BEFORE_DAYS * DAY_MS) return false;
  return names.every((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined);
}

function makeCertificate(names: readonly string[], nowMs: number): ReturnType<typeof generate> {
  const altNames = [...new Set(names.map((name) => name.toLowerCase()))].map((name) =>
    isIP(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
  );
  return generate([{ name: "commonName", value: hostname() }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    // A clock that runs a little behind must not see a certificate from the future.
    notBeforeDate: new Date(nowMs - DAY_MS),
    notAfterDate: new Date(nowMs + LIFETIME_DAYS * DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames },
    ],
  });
}
