import { seenBase, sightValue } from "#lib/core/live/judges/verdict-base.ts";
import type { Judge, Sighting, Verdict, View } from "#lib/core/live/live-state.ts";
import type { BackendRow } from "#lib/core/live/observation.ts";

/** HAProxy as its statistics show it: each back end, and what is left of them. `no check` is not up. */
export const judgeBalancers: Judge = {
  name: "balancers",
  kinds: ["balancer", "backend"],
  probes: ["haproxy-stats"],
  judge: (view) => view.of("haproxy-stats").flatMap((sighting) => balancerVerdicts(view, sighting)),
};

/** Its own checks have failed `fall` times in a row by the time it says DOWN. */
const CONFIRMED_BY_HAPROXY = 1;

function balancerVerdicts(view: View, sighting: Sighting<"haproxy-stats">): readonly Verdict[] {
  const { target, result } = sighting.last;
  const machine = view.machines.of(target.machineId, target.name);
  const host = machine?.hostname ?? target.name;
  const subject = `balancer/${machine?.id ?? target.name}`;
  const rows = sightValue(sighting)?.rows ?? [];
  const servers = rows.map((row) => ({
    row,
    machine: view.machines.of(row.server, row.address?.replace(/:\d+$/, "")),
  }));
  const masters = (view.target.plan?.machines ?? []).filter(({ roles }) => roles.includes("control-plane"));
  const missing = masters
    .filter(({ id }) => !servers.some((server) => server.machine?.id === id))
    .map(({ hostname }) => hostname);
  const up = rows.filter((row) => classOf(row) === "up").length;
  const whole = {
    ...seenBase(view, sighting, "balancer"),
    confirmations: CONFIRMED_BY_HAPROXY,
    subject,
    machineId: machine?.id ?? null,
    values: { name: host, up, total: rows.length, missing },
  };
  // Statistics that do not answer do not make a balancer dead: the way to the API says that. The last counts keep their age.
  const isFirst = sighting.seen === null;
  if (result.kind === "missed" && (isFirst || sighting.missesInRow >= view.target.thresholds.confirmations)) {
    const values = isFirst ? { name: host } : whole.values;
    return [{ ...whole, state: "unknown", reason: result.reason, values: { ...values, detail: result.detail } }];
  }
  return [
    { ...whole, ...wholeState({ up, total: rows.length, missing }) },
    ...servers.map(({ row, machine: behind }) => ({
      ...seenBase(view, sighting, "backend"),
      confirmations: CONFIRMED_BY_HAPROXY,
      subject: `backend/${machine?.id ?? target.name}/${row.proxy}/${row.server}`,
      ...STATES[classOf(row)],
      machineId: behind?.id ?? null,
      values: {
        balancer: host,
        proxy: row.proxy,
        server: row.server,
        status: row.status,
        check: row.checkStatus,
        checkCode: row.checkCode,
        isPlanned: view.target.plan === null ? null : behind !== null,
      },
    })),
  ];
}

type BackendClass = "up" | "going-down" | "down" | "unchecked" | "maintenance" | "unauthorised" | "other";

const STATES: Readonly<Record<BackendClass, Pick<Verdict, "state" | "reason">>> = {
  up: { state: "ok", reason: "up" },
  "going-down": { state: "ok", reason: "going-down" },
  down: { state: "warning", reason: "down" },
  unchecked: { state: "unknown", reason: "no-check" },
  maintenance: { state: "warning", reason: "maintenance" },
  unauthorised: { state: "warning", reason: "check-unauthorised" },
  other: { state: "unknown", reason: "unknown-status" },
};

/** Status words of HAProxy's CSV (management guide, 9.1); `UP 1/3` is on its way down, `DOWN 1/2` on its way up. */
function classOf({ status, checkStatus, checkCode }: BackendRow): BackendClass {
  if (status === "no check") return "unchecked";
  if (/^MAINT|^DRAIN|^NOLB/.test(status)) return "maintenance";
  if (status.startsWith("UP")) return status === "UP" ? "up" : "going-down";
  if (!status.startsWith("DOWN")) return "other";
  return checkStatus?.includes("L7STS") && (checkCode === 401 || checkCode === 403) ? "unauthorised" : "down";
}

interface Whole {
  readonly up: number;
  readonly total: number;
  readonly missing: readonly string[];
}

function wholeState({ up, total, missing }: Whole): Pick<Verdict, "state" | "reason"> {
  if (total === 0) return { state: "unknown", reason: "no-backends" };
  if (up === 0) return { state: "critical", reason: "no-backend-up" };
  if (missing.length > 0) return { state: "warning", reason: "master-missing" };
  if (up === 1 && total > 1) return { state: "critical", reason: "one-backend-up" };
  return up < total ? { state: "warning", reason: "backends-down" } : { state: "ok", reason: "all-up" };
}
