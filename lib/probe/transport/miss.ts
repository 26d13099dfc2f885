import { errors } from "undici";
import type { MissReason } from "#lib/core/live/observation.ts";
import { evidence } from "./evidence.ts";

/** A look that saw nothing. The detail is already bounded and redacted. */
export class Miss extends Error {
  readonly reason: MissReason;
  readonly status: number | null;

  constructor(reason: MissReason, detail: string, status: number | null = null) {
    super(evidence(detail));
    this.name = "Miss";
    this.reason = reason;
    this.status = status;
  }
}

/** Codes of Node, OpenSSL and undici. What is not listed here is decided by `byPattern`. */
const REASON_OF_CODE: Readonly<Record<string, MissReason>> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  EACCES: "unreachable",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ECONNABORTED: "reset",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_SOCKET: "reset",
  UND_ERR_DESTROYED: "reset",
  UND_ERR_CLOSED: "reset",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "too-large",
  UND_ERR_HEADERS_OVERFLOW: "too-large",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls-name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls-untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "tls-untrusted",
  HOSTNAME_MISMATCH: "tls-name",
};

/** TLS alerts with which a server says that it wants a client certificate, or wants another one (RFC 8446 section 6). */
const CERTIFICATE_ALERT = /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|UNKNOWN_CA)/;
const UNTRUSTED = /^(?:UNABLE_TO_|CERT_|CRL_|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED|AUTHORITY_|ERROR_IN_CERT)/;
const TLS = /^(?:ERR_SSL_|ERR_TLS_|EPROTO$)/;
const HTTP = /^ERR_HTTP2_/;

/** Turns whatever was thrown into a miss; never throws. */
export function missOf(error: unknown, hasOwnCertificate: boolean): Miss {
  if (error instanceof Miss) return error;
  if (error instanceof errors.HTTPParserError) return new Miss("bad-answer", error.message);
  const [code, message] = codeOf(error);
  const reason = REASON_OF_CODE[code] ?? byPattern(code, hasOwnCertificate);
  return new Miss(reason, code === "" ? message : `${code}: ${message}`);
}

function byPattern(code: string, hasOwnCertificate: boolean): MissReason {
  if (CERTIFICATE_ALERT.test(code)) return hasOwnCertificate ? "unauthorised" : "client-certificate-required";
  if (UNTRUSTED.test(code)) return "tls-untrusted";
  if (TLS.test(code)) return "tls-protocol";
  return HTTP.test(code) ? "bad-answer" : "probe-error";
}

/** Code and message of the innermost error that has a code: undici and gRPC wrap what the socket said. */
function codeOf(error: unknown): readonly [code: string, message: string] {
  if (!(error instanceof Error)) return ["", "an unknown failure"];
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "" && error.cause instanceof Error) return codeOf(error.cause);
  return [code, error.message];
}
