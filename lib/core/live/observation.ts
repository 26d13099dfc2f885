/** Why a probe saw nothing. The detail is evidence for a person: bounded, redacted, never a body. */
export type MissReason =
  | "timeout"
  | "dns"
  | "refused"
  | "unreachable"
  | "reset"
  | "tls-untrusted"
  | "tls-name"
  | "tls-protocol"
  | "client-certificate-required"
  | "unauthorised"
  | "forbidden"
  | "throttled"
  | "not-found"
  | "server-error"
  | "bad-answer"
  | "too-large"
  | "redirected"
  | "forbidden-address"
  | "credential-locked"
  | "no-service-account"
  | "not-configured"
  | "probe-error";

export interface Missed {
  readonly kind: "missed";
  readonly reason: MissReason;
  readonly detail: string;
  /** HTTP or gRPC status where there was one. */
  readonly status: number | null;
}

interface Seen<Value> {
  readonly kind: "seen";
  readonly value: Value;
}

/** A `/readyz?verbose` answer. 401 and 403 are seen: reachable, health unknown. */
export interface ApiHealth {
  readonly status: number;
  readonly checks: readonly { readonly name: string; readonly isOk: boolean }[];
  readonly latencyMs: number;
  /** The server's own clock by its Date header, ms since the epoch, 1 s resolution. */
  readonly serverTimeMs: number | null;
  /** SHA-256 of the leaf certificate, lower-case hex. */
  readonly leafFingerprint: string | null;
  /** What answered as `GET /api` says it (`serverAddress`), where asked. */
  readonly backendAddress: string | null;
}

export interface LeaseRecord {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly holder: string;
  readonly durationSeconds: number | null;
  readonly acquireTimeMs: number | null;
  readonly renewTimeMs: number | null;
  readonly transitions: number | null;
  readonly preferredHolder: string | null;
  readonly hostname: string | null;
  /** The apiserver's clock when the record was last written (managedFields), 1 s resolution. */
  readonly writtenAtMs: number | null;
  readonly lock: "lease" | "endpoints" | "config-map";
}

export interface NodeRecord {
  readonly name: string;
  readonly uid: string;
  readonly addresses: readonly string[];
  readonly roles: readonly string[];
  readonly conditions: readonly { readonly type: string; readonly status: string; readonly sinceMs: number | null }[];
  readonly isUnschedulable: boolean;
  readonly kubeletVersion: string;
  readonly systemUuid: string;
  readonly bootId: string;
  readonly cpuMillis: number | null;
  readonly memoryMiB: number | null;
  readonly zone: string | null;
}

export interface StaticPodRecord {
  readonly name: string;
  readonly component: string;
  readonly nodeName: string;
  readonly isReady: boolean;
  readonly restarts: number;
  readonly waitingReason: string | null;
  readonly startedAtMs: number | null;
  readonly annotations: Readonly<Record<string, string>>;
}

/** `Maintenance.Status` of one member. 64-bit ids as lower-case hex, indexes as numbers (exact below 2^53). */
export interface EtcdStatus {
  readonly clusterId: string;
  readonly memberId: string;
  readonly leaderId: string | null;
  readonly version: string;
  readonly raftTerm: number;
  readonly raftIndex: number;
  readonly appliedIndex: number;
  readonly dbSizeBytes: number;
  readonly dbInUseBytes: number;
  /** From 3.6; null before. */
  readonly quotaBytes: number | null;
  readonly isLearner: boolean;
  readonly errors: readonly string[];
  /** Null where the answer was pasted. */
  readonly latencyMs: number | null;
}

export interface EtcdMember {
  readonly id: string;
  /** Empty = added but never started; counts as a voter all the same. */
  readonly name: string;
  readonly peerUrls: readonly string[];
  readonly clientUrls: readonly string[];
  readonly isLearner: boolean;
}

/** A follower as the leader sees it (`/debug/vars`). */
export interface EtcdProgress {
  readonly memberId: string;
  readonly match: number;
  readonly next: number;
  readonly raftState: "StateProbe" | "StateReplicate" | "StateSnapshot";
}

/** One certificate as it was shown. Expiry, trust and name are three facts. */
export interface SeenCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly fingerprint: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly sans: readonly string[];
  readonly isCa: boolean;
}

export interface CertificateChain {
  readonly chain: readonly SeenCertificate[];
  /** Null = trusted by the CA we hold; else the TLS library's code. */
  readonly trustProblem: string | null;
  /** Null = valid for the name asked; else what it is valid for. */
  readonly nameProblem: string | null;
  readonly isConnectionRefusedAfter: boolean;
}

/** A certificate as a report that was made on its host names it; such reports know dates, no fingerprints and no names. */
export interface ReportedCertificate {
  /** As the report has it, without `.crt`: `apiserver`, `etcd-server`, `admin.conf`. */
  readonly name: string;
  readonly isAuthority: boolean;
  /** The report looked for it and did not find it. */
  readonly isMissing: boolean;
  /** Null where it is missing, or not yet valid and only its start was printed. */
  readonly notAfterMs: number | null;
  /** Only said of a certificate whose time has not come. */
  readonly notBeforeMs: number | null;
  readonly authority: string | null;
  readonly isExternallyManaged: boolean | null;
}

export interface BackendRow {
  readonly proxy: string;
  readonly server: string;
  readonly status: string;
  readonly checkStatus: string | null;
  readonly checkCode: number | null;
  readonly lastChangeSeconds: number | null;
  readonly address: string | null;
}

/** What each probe sees. One probe, one shape. */
export interface Sights {
  readonly "api-health": ApiHealth;
  readonly "api-version": { readonly gitVersion: string };
  readonly "api-backend": { readonly address: string; readonly leafFingerprint: string };
  readonly leases: { readonly leases: readonly LeaseRecord[] };
  readonly "node-leases": { readonly leases: readonly LeaseRecord[] };
  readonly nodes: { readonly nodes: readonly NodeRecord[] };
  readonly "static-pods": { readonly pods: readonly StaticPodRecord[] };
  readonly "api-endpoints": { readonly addresses: readonly string[] };
  readonly "cluster-identity": { readonly uid: string; readonly etcdKind: "stacked" | "external" | null };
  readonly "etcd-status": EtcdStatus;
  readonly "etcd-members": { readonly clusterId: string; readonly members: readonly EtcdMember[] };
  readonly "etcd-progress": {
    readonly leaderId: string;
    readonly commit: number;
    readonly followers: readonly EtcdProgress[];
  };
  readonly "etcd-metrics": { readonly values: Readonly<Record<string, number>> };
  readonly "etcd-health": { readonly isLinearizable: boolean };
  readonly certificate: CertificateChain;
  /** The apiserver's own in-memory certificate, shown to the name `apiserver-loopback-client` alone. */
  readonly "loopback-certificate": CertificateChain;
  readonly "config-map-cas": { readonly certificates: readonly SeenCertificate[] };
  readonly "certificate-report": { readonly certificates: readonly ReportedCertificate[] };
  readonly "own-credential": {
    readonly notAfterMs: number | null;
    readonly form: "certificate" | "token" | "password";
  };
  readonly "haproxy-stats": { readonly rows: readonly BackendRow[] };
  readonly slb: { readonly host: string; readonly vrrp: string; readonly mastersUp: number | null };
  readonly access: { readonly permissions: readonly { readonly id: string; readonly isAllowed: boolean }[] };
}
export type ProbeName = keyof Sights;
/** What only a person can bring. */
type PastedProbe = "certificate-report";
/** What the engine looks at by itself. */
export type LookedProbe = Exclude<ProbeName, PastedProbe>;

/** What a look was aimed at: `name` is a planned machine's id where there is one, else the address. */
export interface Target {
  readonly name: string;
  readonly machineId: string | null;
  /** `host:port`, or a URL for statistics pages. */
  readonly address: string;
  /** Through the VIP or straight at one machine. */
  readonly way: "path" | "direct";
}

/** What one kind of probe reports. */
export type ObservationOf<Probe extends ProbeName> = {
  readonly probe: Probe;
  readonly target: Target;
  readonly result: Seen<Sights[Probe]> | Missed;
  /** Wall clock of the observer, ms since the epoch, when the answer was complete. */
  readonly atMs: number;
  /** Monotonic clock of the observer's process; ages are differences of this, never of wall clocks. */
  readonly monotonicMs: number;
  readonly durationMs: number;
  readonly observer: string;
};

/** What one probe saw, or why it saw nothing. */
export type Observation = { [Probe in ProbeName]: ObservationOf<Probe> }[ProbeName];
