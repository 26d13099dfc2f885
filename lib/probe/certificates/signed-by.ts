import { X509Certificate } from "node:crypto";

const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** True when signatures lead from the leaf to one of the authorities, whatever the dates say. */
export function isSignedBy(chain: readonly X509Certificate[], authoritiesPem: string): boolean {
  const authorities = (authoritiesPem.match(PEM_BLOCK) ?? []).map((pem) => new X509Certificate(pem));
  let [current] = chain;
  // Each step goes to another certificate of the chain, so a loop ends with the chain's length.
  for (let step = 0; current !== undefined && step <= chain.length; step += 1) {
    const { fingerprint256 } = current;
    if (authorities.some((authority) => authority.fingerprint256 === fingerprint256)) return true;
    if (authorities.some((authority) => isIssuer(authority, current))) return true;
    current = chain.find((other) => other.fingerprint256 !== fingerprint256 && isIssuer(other, current));
  }
  return false;
}

function isIssuer(issuer: X509Certificate, certificate: X509Certificate | undefined): boolean {
  return certificate?.checkIssued(issuer) === true && issuer.ca && certificate.verify(issuer.publicKey);
}
