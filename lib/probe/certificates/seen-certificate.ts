import { X509Certificate } from "node:crypto";
import type { SeenCertificate } from "#lib/core/live/observation.ts";
import { remembered } from "#lib/probe/remembered.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { sha256 } from "#lib/probe/transport/secure.ts";

/** Room for every honest name; a hostile certificate may carry kilobytes. */
const MAX_NAME_LENGTH = 256;
const MAX_SANS = 200;
/** RFC 5280 allows 20 octets. */
const MAX_SERIAL_LENGTH = 64;
const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
const MAX_BLOCKS = 100;
/** Twice what a thousand clusters show, at a kilobyte each. */
const KNOWN_MAX = 20_000;
/** Would reverse or repaint what a person reads. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The named fields of one certificate in DER. A time that cannot be read is a miss, never a guess. */
export const seenCertificate: (der: Buffer) => SeenCertificate = remembered(KNOWN_MAX, sha256, readCertificate);

function readCertificate(der: Buffer): SeenCertificate {
  const certificate = parse(der);
  const notBeforeMs = Date.parse(certificate.validFrom);
  const notAfterMs = Date.parse(certificate.validTo);
  if (Number.isNaN(notBeforeMs) || Number.isNaN(notAfterMs)) {
    throw new Miss("bad-answer", "The certificate carries a time that cannot be read.");
  }
  return {
    subject: plain(certificate.subject ?? ""),
    issuer: plain(certificate.issuer ?? ""),
    serial: certificate.serialNumber.toLowerCase().slice(0, MAX_SERIAL_LENGTH),
    fingerprint: sha256(certificate.raw),
    notBeforeMs,
    notAfterMs,
    sans: sansOf(certificate.subjectAltName ?? ""),
    isCa: certificate.ca,
  };
}

/** Certificates of a PEM bundle; what cannot be read is left out. */
export function certificatesIn(pem: string): readonly SeenCertificate[] {
  const blocks = pem.match(PEM_BLOCK) ?? [];
  return blocks.slice(0, MAX_BLOCKS).flatMap((block) => {
    try {
      return [seenCertificate(new X509Certificate(block).raw)];
    } catch {
      return [];
    }
  });
}

function parse(der: Buffer): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch {
    throw new Miss("bad-answer", "The certificate cannot be parsed.");
  }
}

/** `CN=a\nO=b` in one line, without what cannot be printed. */
function plain(name: string): string {
  return name.replaceAll("\n", ", ").replace(UNPRINTABLE, "\u{fffd}").slice(0, MAX_NAME_LENGTH);
}

/** Names and addresses of `DNS:a, IP Address:10.0.0.1`; Node puts a name with a comma or worse into quotes. */
function sansOf(text: string): readonly string[] {
  const entries = text.match(/(?:DNS|IP Address|URI|email):(?:"(?:[^"\\]|\\.)*"|[^,]*)/g) ?? [];
  return entries.slice(0, MAX_SANS).map((entry) => plain(entry.slice(entry.indexOf(":") + 1)));
}
