import { seenBase, sightValue } from "#lib/core/live/judges/verdict-base.ts";
import type { Sighting, Verdict, View } from "#lib/core/live/live-state.ts";
import type { ReportedCertificate } from "#lib/core/live/observation.ts";
import { expiryOf } from "./expiry.ts";

/** One fact for each certificate of a pasted report; a name that stands twice in it counts by what ends first. */
export function reportedVerdicts(view: View, sighting: Sighting<"certificate-report">): readonly Verdict[] {
  const { target } = sighting.last;
  const machine = view.machines.of(target.machineId, target.name);
  const host = machine?.hostname ?? target.name;
  const earliest = new Map<string, ReportedCertificate>();
  for (const certificate of sightValue(sighting)?.certificates ?? []) {
    const known = earliest.get(certificate.name);
    if (known === undefined || endOf(certificate) < endOf(known)) earliest.set(certificate.name, certificate);
  }
  return [...earliest.values()].map((certificate) => ({
    ...seenBase(view, sighting, "certificate"),
    subject: `certificate/${machine?.id ?? target.name}/report/${certificate.name}`,
    ...judged(view, certificate),
    machineId: machine?.id ?? null,
    // A date does not waver.
    confirmations: 1,
    tracked: ["notAfterMs"],
    values: {
      role: certificate.name,
      host,
      lifetime: certificate.isAuthority ? "ca" : "leaf",
      issuer: certificate.authority,
      isExternallyManaged: certificate.isExternallyManaged,
      ...(certificate.notAfterMs === null ? {} : { notAfterMs: certificate.notAfterMs }),
    },
  }));
}

function endOf({ isMissing, notAfterMs }: ReportedCertificate): number {
  return isMissing ? Number.NEGATIVE_INFINITY : (notAfterMs ?? Number.NEGATIVE_INFINITY);
}

/** Kubeadm makes it on the first master alone. */
const FIRST_MASTER_ONLY = "super-admin.conf";

/** A file that is not there may be meant not to be (a kubeconfig that somebody moved away): worth a look, no fault. */
function judged(view: View, certificate: ReportedCertificate): Pick<Verdict, "state" | "reason"> {
  const { name, isAuthority, isMissing, notAfterMs, notBeforeMs } = certificate;
  if (isMissing) return { state: name === FIRST_MASTER_ONLY ? "not-applicable" : "warning", reason: "missing" };
  const nowMs = view.clocks.wallMs;
  if (notAfterMs === null) {
    const isDue = notBeforeMs !== null && notBeforeMs <= nowMs;
    return isDue ? { state: "unknown", reason: "end-not-known" } : { state: "critical", reason: "not-yet-valid" };
  }
  const dates = { notBeforeMs: notBeforeMs ?? Number.NEGATIVE_INFINITY, notAfterMs };
  const { state, reason } = expiryOf(dates, isAuthority ? "ca" : "leaf", { nowMs, thresholds: view.target.thresholds });
  return { state, reason };
}
