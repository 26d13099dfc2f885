import { missedVerdict } from "#lib/core/live/judges/missed.ts";
import { seenBase, sightValue } from "#lib/core/live/judges/verdict-base.ts";
import type { Judge, Sighting, Verdict, View } from "#lib/core/live/live-state.ts";
import type { CertificateChain, SeenCertificate } from "#lib/core/live/observation.ts";
import { everyMs } from "#lib/core/live/thresholds.ts";
import { expiryOf, type Lifetime } from "./expiry.ts";
import { reportedVerdicts } from "./reported.ts";
import { covers, wantedNames } from "./wanted-names.ts";

/** Dates, trust and names of every certificate that the network shows, of the authorities, and of our own credential. */
export const judgeCertificates: Judge = {
  name: "certificates",
  kinds: ["certificate"],
  probes: ["certificate", "loopback-certificate", "config-map-cas", "own-credential", "certificate-report"],
  judge: (view) => [
    ...view.of("certificate").flatMap((sighting) => endpointVerdicts(view, sighting)),
    ...view.of("loopback-certificate").flatMap((sighting) => loopbackVerdicts(view, sighting)),
    ...view.of("config-map-cas").flatMap((sighting) => authorityVerdicts(view, sighting)),
    ...view.of("own-credential").flatMap((sighting) => credentialVerdicts(view, sighting)),
    ...view.of("certificate-report").flatMap((sighting) => reportedVerdicts(view, sighting)),
  ],
};

/** Roles of well-known ports: what the certificate at them is for, and who renews it. */
const ROLES: Readonly<Record<string, { readonly role: string; readonly lifetime: Lifetime }>> = {
  "6443": { role: "apiserver", lifetime: "leaf" },
  "2379": { role: "etcd-server", lifetime: "leaf" },
  "2380": { role: "etcd-peer", lifetime: "leaf" },
  "10250": { role: "kubelet", lifetime: "rotating" },
  "10257": { role: "controller-manager", lifetime: "rotating" },
  "10259": { role: "scheduler", lifetime: "rotating" },
};
const OTHER = { role: "apiserver", lifetime: "leaf" } as const;

function endpointVerdicts(view: View, sighting: Sighting<"certificate">): readonly Verdict[] {
  const { target } = sighting.last;
  const port = target.address.slice(target.address.lastIndexOf(":") + 1);
  const { role, lifetime } = ROLES[port] ?? OTHER;
  const machine = view.machines.of(target.machineId, target.name);
  const subject = `certificate/${target.way === "path" ? "path" : (machine?.id ?? target.name)}/${role}`;
  const chain = sightValue(sighting);
  const [leaf] = chain?.chain ?? [];
  if (chain === null || leaf === undefined) {
    return [
      missedVerdict(sighting, {
        subject,
        kind: "certificate",
        every: everyMs("certificate", view.target.pollSeconds),
        machineId: machine?.id ?? null,
        values: { role, host: machine?.hostname ?? target.name },
      }),
    ];
  }
  const about: About = { subject, role, machineId: machine?.id ?? null, host: machine?.hostname ?? target.name };
  const dates = dateVerdict(view, sighting, { ...about, certificate: leaf, lifetime });
  const trusts = role === "apiserver" || role.startsWith("etcd");
  return [
    {
      ...dates,
      values: { ...dates.values, trustProblem: chain.trustProblem, nameProblem: chain.nameProblem },
      // Behind the entry each look may meet another server: another certificate there is none that was replaced.
      tracked: target.way === "path" ? [] : dates.tracked,
    },
    ...(trusts ? trustVerdicts(view, sighting, { ...about, chain }) : []),
    ...(role === "apiserver" ? nameVerdicts(view, sighting, { ...about, leaf }) : []),
  ];
}

interface About {
  readonly subject: string;
  readonly role: string;
  readonly machineId: string | null;
  readonly host: string;
}

interface Dated extends About {
  readonly certificate: SeenCertificate;
  readonly lifetime: Lifetime;
}

function dateVerdict(
  view: View,
  sighting: Sighting,
  { subject, role, machineId, host, certificate, lifetime }: Dated,
): Verdict {
  const { state, reason } = expiryOf(certificate, lifetime, {
    nowMs: view.clocks.wallMs,
    thresholds: view.target.thresholds,
  });
  return {
    ...seenBase(view, sighting, "certificate"),
    subject,
    state,
    reason,
    machineId,
    // A date does not waver.
    confirmations: 1,
    tracked: ["fingerprint"],
    values: {
      role,
      host,
      lifetime,
      commonName: certificate.subject,
      issuer: certificate.issuer,
      serial: certificate.serial,
      fingerprint: certificate.fingerprint,
      notBeforeMs: certificate.notBeforeMs,
      notAfterMs: certificate.notAfterMs,
      sans: [...certificate.sans],
    },
  };
}

/** Trust is judged where we hold the authority; a kubelet signs for itself and nobody minds. */
function trustVerdicts(
  view: View,
  sighting: Sighting,
  { subject, role, machineId, host, chain }: About & { readonly chain: CertificateChain },
): readonly Verdict[] {
  if (chain.trustProblem === null || chain.trustProblem === "CERT_HAS_EXPIRED") return [];
  return [
    {
      ...seenBase(view, sighting, "certificate"),
      subject: `${subject}/trust`,
      state: "warning",
      reason: "untrusted",
      machineId,
      // Nor does what it is signed by or made out to; a second look comes an hour later.
      confirmations: 1,
      values: { role, host, problem: chain.trustProblem },
    },
  ];
}

function nameVerdicts(
  view: View,
  sighting: Sighting,
  { subject, role, machineId, host, leaf }: About & { readonly leaf: SeenCertificate },
): readonly Verdict[] {
  const { plan } = view.target;
  if (plan === null) return [];
  const machine = plan.machines.find(({ id }) => id === machineId) ?? null;
  const missing = wantedNames(plan, machine).filter(({ name }) => !covers(leaf.sans, name));
  if (missing.length === 0) return [];
  return [
    {
      ...seenBase(view, sighting, "certificate"),
      subject: `${subject}/names`,
      state: missing.some(({ isEntry }) => isEntry) ? "critical" : "warning",
      reason: "names-missing",
      machineId,
      confirmations: 1,
      values: { role, host, missing: missing.map(({ name }) => name), sans: [...leaf.sans] },
    },
  ];
}

function loopbackVerdicts(view: View, sighting: Sighting<"loopback-certificate">): readonly Verdict[] {
  const { target } = sighting.last;
  const machine = view.machines.of(target.machineId, target.name);
  const about = {
    subject: `certificate/${machine?.id ?? target.name}/loopback`,
    role: "loopback",
    machineId: machine?.id ?? null,
    host: machine?.hostname ?? target.name,
  };
  const [leaf] = sightValue(sighting)?.chain ?? [];
  if (leaf === undefined)
    return [
      missedVerdict(sighting, {
        ...about,
        kind: "certificate",
        every: everyMs("loopback-certificate", view.target.pollSeconds),
        values: { role: about.role, host: about.host },
      }),
    ];
  return [dateVerdict(view, sighting, { ...about, certificate: leaf, lifetime: "loopback" })];
}

function authorityVerdicts(view: View, sighting: Sighting<"config-map-cas">): readonly Verdict[] {
  const seen = new Map(
    (sightValue(sighting)?.certificates ?? []).map((certificate) => [certificate.fingerprint, certificate]),
  );
  return [...seen.values()].map((certificate) =>
    dateVerdict(view, sighting, {
      subject: `certificate/authority/${certificate.fingerprint.slice(0, 16)}`,
      role: "authority",
      machineId: null,
      host: certificate.subject,
      certificate,
      lifetime: "ca",
    }),
  );
}

function credentialVerdicts(view: View, sighting: Sighting<"own-credential">): readonly Verdict[] {
  const credential = sightValue(sighting);
  const notAfterMs = credential?.notAfterMs ?? null;
  if (credential === null || notAfterMs === null) return [];
  const dates = { notBeforeMs: 0, notAfterMs };
  const { state, reason } = expiryOf(dates, "leaf", { nowMs: view.clocks.wallMs, thresholds: view.target.thresholds });
  return [
    {
      ...seenBase(view, sighting, "certificate"),
      subject: "certificate/own-credential",
      state,
      reason,
      machineId: null,
      confirmations: 1,
      values: { role: "own-credential", host: "", form: credential.form, notAfterMs },
    },
  ];
}
