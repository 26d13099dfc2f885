/** How an API server may answer wrongly. */
export type Misbehaviour =
  | "silent"
  | "drip"
  | "endless-body"
  | "huge-body"
  | "malformed-json"
  | "truncated"
  | "gzip-bomb"
  | "huge-header"
  | "wrong-content-type"
  | "redirect"
  | "reset"
  | "not-http";

/** One certificate of one API server, changed. `days` counts from now and may be negative or very large. */
export type CertificateChange =
  | { readonly kind: "expires"; readonly days: number }
  | { readonly kind: "not-yet-valid"; readonly days: number }
  | { readonly kind: "lasts-until-9999" }
  | { readonly kind: "without-vip" }
  | { readonly kind: "without-names" }
  | { readonly kind: "long-chain"; readonly length: number };

export type Elected = "kube-scheduler" | "kube-controller-manager";

/** What can go wrong in a simulated cluster. Machines are named by host; absent = the one that matters most. */
export type Fault =
  | { readonly fault: "etcd-leader-killed" }
  | { readonly fault: "etcd-member-killed"; readonly host: string }
  | { readonly fault: "etcd-member-hung"; readonly host: string }
  | { readonly fault: "etcd-member-isolated"; readonly host: string }
  | { readonly fault: "etcd-no-quorum" }
  | { readonly fault: "etcd-two-leaders"; readonly samples: number }
  | { readonly fault: "etcd-learner-added" }
  | { readonly fault: "etcd-member-unstarted" }
  | { readonly fault: "etcd-nospace" }
  | { readonly fault: "etcd-follower-lags"; readonly host: string }
  | { readonly fault: "api-refused"; readonly host: string }
  | { readonly fault: "api-hung"; readonly host: string }
  | { readonly fault: "api-unhealthy"; readonly host: string; readonly check: string }
  | { readonly fault: "api-status"; readonly host: string; readonly status: number }
  | { readonly fault: "api-misbehaves"; readonly host: string; readonly how: Misbehaviour }
  | { readonly fault: "api-forbids"; readonly resource: string }
  | { readonly fault: "api-demands-certificate"; readonly host: string; readonly tls: "TLSv1.2" | "TLSv1.3" }
  | { readonly fault: "certificate"; readonly host: string; readonly change: CertificateChange }
  | { readonly fault: "clock-skew"; readonly host: string; readonly skewMs: number }
  | { readonly fault: "lease-stops"; readonly component: Elected }
  | { readonly fault: "lease-holder-killed"; readonly component: Elected }
  | { readonly fault: "lease-released"; readonly component: Elected }
  | { readonly fault: "node-not-ready"; readonly host: string }
  | { readonly fault: "balancer-killed"; readonly host: string }
  | { readonly fault: "vip-moved"; readonly host: string }
  | { readonly fault: "vip-two-holders" }
  | { readonly fault: "vip-gone" }
  | { readonly fault: "backend-down"; readonly host: string }
  | { readonly fault: "backend-unchecked"; readonly host: string }
  | { readonly fault: "recovered" };

/** A fault at its time after the start: a whole story is a list of these. */
export type TimedFault = Fault & { readonly atMs: number };
