import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";
import { bits, boolean, integer, nothing, octets, oid, sequence, set, tagged, time, utf8 } from "./der.ts";

export interface Issuer {
  readonly name: string;
  readonly key: KeyObject;
}

/** What a certificate says; anything may be said, the impossible included. */
export interface CertificateSpec {
  readonly subject: string;
  readonly organisation?: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** Names and addresses; null = no such extension at all. */
  readonly sans: readonly string[] | null;
  readonly isCa?: boolean;
  readonly serial?: bigint;
  readonly timeForm?: "proper" | "utc" | "generalized";
}

const OID = {
  commonName: "2.5.4.3",
  organisation: "2.5.4.10",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  extendedKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  sha256WithRsa: "1.2.840.113549.1.1.11",
  ed25519: "1.3.101.112",
} as const;
const VERSION_3 = 2n;
/** GeneralName choices of RFC 5280: rfc822Name 1, dNSName 2, iPAddress 7. */
const DNS_NAME = 2;
const IP_ADDRESS = 7;

/** A signed certificate for the key, in DER. */
export function certify(spec: CertificateSpec, key: KeyObject, issuer: Issuer): Buffer {
  const algorithm = algorithmOf(issuer.key);
  const form = spec.timeForm ?? "proper";
  const toBeSigned = sequence(
    tagged(0, true, integer(VERSION_3)),
    integer(spec.serial ?? BigInt(`0x7${randomBytes(8).toString("hex")}`)),
    algorithm,
    nameOf(issuer.name),
    sequence(time(spec.notBeforeMs, form), time(spec.notAfterMs, form)),
    nameOf(spec.subject, spec.organisation),
    createPublicKey(key).export({ type: "spki", format: "der" }),
    tagged(3, true, sequence(...extensionsOf(spec))),
  );
  const digest = issuer.key.asymmetricKeyType === "ed25519" ? null : "sha256";
  return sequence(toBeSigned, algorithm, bits(sign(digest, toBeSigned, issuer.key)));
}

export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

export function keyPem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

/** P-256: the cheapest key to make and to sign with. */
export function newKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
}

function extensionsOf({ sans, isCa = false }: CertificateSpec): Buffer[] {
  const usage = sequence(oid(OID.serverAuth), oid(OID.clientAuth));
  return [
    sequence(oid(OID.basicConstraints), boolean(true), octets(isCa ? sequence(boolean(true)) : sequence())),
    ...(isCa ? [] : [sequence(oid(OID.extendedKeyUsage), octets(usage))]),
    ...(sans === null ? [] : [sequence(oid(OID.subjectAltName), octets(sequence(...sans.map(generalName))))]),
  ];
}

function generalName(name: string): Buffer {
  if (!isIPv4(name)) return tagged(DNS_NAME, false, Buffer.from(name, "utf8"));
  return tagged(IP_ADDRESS, false, Buffer.from(name.split(".").map(Number)));
}

function nameOf(commonName: string, organisation?: string): Buffer {
  const attribute = (type: string, value: string) => set(sequence(oid(type), utf8(value)));
  const organisations = organisation === undefined ? [] : [attribute(OID.organisation, organisation)];
  return sequence(...organisations, attribute(OID.commonName, commonName));
}

function algorithmOf(key: KeyObject): Buffer {
  if (key.asymmetricKeyType === "rsa") return sequence(oid(OID.sha256WithRsa), nothing());
  return sequence(oid(key.asymmetricKeyType === "ed25519" ? OID.ed25519 : OID.ecdsaWithSha256));
}
