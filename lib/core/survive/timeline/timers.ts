import type { LoadBalancer } from "#lib/core/plan/endpoint.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** A moment after a failure, in seconds: when at the earliest, when at the latest, and which timers make it up. */
export interface Delay {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly timers: readonly string[];
}

/** Timers of a cluster in seconds: what the plan says, else the defaults of the programs. */
export interface Timers {
  readonly etcdElection: Delay;
  readonly leaseTaken: Delay;
  readonly leaderGivesUp: Delay;
  readonly apiserverRestart: Delay;
  readonly nodeNotReady: Delay;
  readonly toleration: number;
  readonly podStart: Delay;
  readonly volumeWait: number;
}

const MS = 1000;
const ETCD_ELECTION_MS = 1000;
/** etcd draws each member's timeout between one and two election timeouts. */
const ELECTION_SPREAD = 2;
/** Defaults of `--leader-elect-*` in kube-controller-manager and kube-scheduler. */
const LEASE = { durationSeconds: 15, renewSeconds: 10, retrySeconds: 2 };
/** client-go waits up to `retryPeriod * (1 + 1.2)` between two tries. */
const RETRY_JITTER = 1.2;
/** kubeadm's liveness probe: 8 failures, one every 10 s. */
const LIVENESS = { failures: 8, periodSeconds: 10 };
/** Raised from 40 s to 50 s in Kubernetes 1.32 (kubernetes/kubernetes PR 126287). */
const GRACE_SECONDS = { before: 40, since: 50, minor: 32 };
const NODE_MONITOR_PERIOD_SECONDS = 5;
const TOLERATION_SECONDS = 300;
/** Scheduling, pulling and starting: a cached image at best, a pull of a usual size at worst. */
const POD_START_SECONDS = { from: 10, to: 60 };
/** The attach-detach controller waits this long for an unmount that nobody confirms. */
const VOLUME_WAIT_SECONDS = 360;

export function timersOf({ options }: Plan): Timers {
  const election = (options.etcd?.electionMs ?? ETCD_ELECTION_MS) / MS;
  const grace = graceSeconds(options.kubernetes);
  return {
    etcdElection: span(election, election * ELECTION_SPREAD, "etcd election-timeout"),
    leaseTaken: span(
      LEASE.durationSeconds,
      LEASE.durationSeconds + LEASE.retrySeconds * (1 + RETRY_JITTER),
      "leader-elect-lease-duration + retry-period",
    ),
    leaderGivesUp: span(LEASE.renewSeconds, LEASE.renewSeconds, "leader-elect-renew-deadline"),
    apiserverRestart: span(
      LIVENESS.failures * LIVENESS.periodSeconds,
      LIVENESS.failures * LIVENESS.periodSeconds,
      "livez failureThreshold x period",
    ),
    nodeNotReady: span(grace, grace + NODE_MONITOR_PERIOD_SECONDS, "node-monitor-grace-period"),
    toleration: TOLERATION_SECONDS,
    podStart: span(POD_START_SECONDS.from, POD_START_SECONDS.to, "schedule + pull + start"),
    volumeWait: VOLUME_WAIT_SECONDS,
  };
}

function graceSeconds(kubernetes: Plan["options"]["kubernetes"]): number {
  if (kubernetes?.nodeMonitorGraceSeconds !== undefined) return kubernetes.nodeMonitorGraceSeconds;
  const minor = /^v?1\.(\d+)/.exec(kubernetes?.version ?? "")?.[1];
  const isOld = minor !== undefined && Number(minor) < GRACE_SECONDS.minor;
  return isOld ? GRACE_SECONDS.before : GRACE_SECONDS.since;
}

export function span(fromSeconds: number, toSeconds: number, ...timers: string[]): Delay {
  return { fromSeconds, toSeconds, timers };
}

export function after(first: Delay, then: Delay): Delay {
  return {
    fromSeconds: first.fromSeconds + then.fromSeconds,
    toSeconds: first.toSeconds + then.toSeconds,
    timers: [...first.timers, ...then.timers],
  };
}

const ADVERT_SECONDS = 1;
const VRRP_PRIORITY = 100;
const VRRP_SCALE = 256;
const KUBE_VIP = { leaseSeconds: 5, retrySeconds: 1 };

/** How long a VIP stays away when the host that carries it dies; null where nothing moves by a timer we know. */
export function vipMove(lb: LoadBalancer, standbyId: string | null): Delay | null {
  switch (lb.kind) {
    case "keepalived-haproxy":
    case "keepalived-nginx":
    case "keepalived-lvs":
    case "haproxy-in-cluster": {
      const advert = lb.advertIntervalSeconds ?? ADVERT_SECONDS;
      const priority = (standbyId === null ? undefined : lb.priorities?.[standbyId]) ?? VRRP_PRIORITY;
      const seconds = 3 * advert + (VRRP_SCALE - priority) / VRRP_SCALE;
      return span(seconds, seconds, "keepalived 3 x advert_int + skew");
    }
    case "kube-vip-arp": {
      const lease = lb.leaseSeconds ?? KUBE_VIP.leaseSeconds;
      return span(lease, lease + KUBE_VIP.retrySeconds, "kube-vip lease-duration + retry-period");
    }
    case "none":
    case "kube-vip-bgp":
    case "node-local":
    case "cloud-slb":
    case "hardware":
    case "dns-rr":
      return null;
  }
}

const HAPROXY = { interMs: 2000, fall: 3 };
/** `proxy_connect_timeout` of nginx, whose open-source edition finds a dead back end by trying it. */
const NGINX_CONNECT_SECONDS = 60;
/** Defaults of a keepalived virtual server: `delay_loop`, `connect_timeout`, one retry after 1 s. */
const LVS = { delayLoopSeconds: 60, connectSeconds: 5, retrySeconds: 1 };
const LVSCARE_SECONDS = 5;

/** How long the balancer keeps sending to an API server that has died; null where it has no timer we know. */
export function markDown(lb: LoadBalancer): Delay | null {
  switch (lb.kind) {
    case "keepalived-haproxy":
    case "haproxy-in-cluster":
      return haproxyDown(lb.checkIntervalMs);
    case "keepalived-nginx":
      return span(0, NGINX_CONNECT_SECONDS, "nginx proxy_connect_timeout");
    case "keepalived-lvs": {
      const last = LVS.connectSeconds * 2 + LVS.retrySeconds;
      return span(last, last + LVS.delayLoopSeconds, "keepalived delay_loop + connect_timeout");
    }
    case "node-local":
      return localDown(lb.program);
    case "none":
    case "kube-vip-arp":
    case "kube-vip-bgp":
    case "cloud-slb":
    case "hardware":
    case "dns-rr":
      return null;
  }
}

function haproxyDown(checkIntervalMs: number | undefined): Delay {
  const inter = (checkIntervalMs ?? HAPROXY.interMs) / MS;
  return span(inter * (HAPROXY.fall - 1), inter * HAPROXY.fall, "haproxy inter x fall");
}

function localDown(program: "haproxy" | "nginx" | "lvscare" | "envoy" | undefined): Delay | null {
  switch (program) {
    case undefined:
    case "haproxy":
      return haproxyDown(undefined);
    case "nginx":
      return span(0, NGINX_CONNECT_SECONDS, "nginx proxy_connect_timeout");
    case "lvscare":
      return span(0, LVSCARE_SECONDS, "lvscare interval");
    case "envoy":
      return null;
  }
}
