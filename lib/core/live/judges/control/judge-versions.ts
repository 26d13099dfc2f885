import { seenBase, sightValue } from "#lib/core/live/judges/verdict-base.ts";
import type { Judge, Verdict, View } from "#lib/core/live/live-state.ts";
import { isKubeletInPolicy, readVersion, type Version } from "./versions.ts";

/** Versions of the API servers, and the skew between them and the kubelets (version skew policy). */
export const judgeVersions: Judge = {
  name: "versions",
  kinds: ["version"],
  probes: ["api-version", "nodes"],
  judge: (view) => {
    const servers = serversOf(view);
    if (servers.length === 0) return [];
    return [serverVerdict(view, servers), ...kubeletVerdict(view, servers)];
  },
};

interface Server {
  readonly sighting: ReturnType<View["of"]>[number];
  readonly text: string;
  readonly version: Version;
}

function serversOf(view: View): readonly Server[] {
  return view.of("api-version").flatMap((sighting) => {
    const text = sightValue(sighting)?.gitVersion ?? "";
    const version = readVersion(text);
    return version === null ? [] : [{ sighting, text, version }];
  });
}

function serverVerdict(view: View, servers: readonly Server[]): Verdict {
  const minors = servers.map(({ version }) => version.minor);
  const texts = [...new Set(servers.map(({ text }) => text))].sort();
  const spread = Math.max(...minors) - Math.min(...minors);
  const newest = servers.reduce((a, b) => (b.sighting.last.monotonicMs > a.sighting.last.monotonicMs ? b : a));
  return {
    ...seenBase(view, newest.sighting, "version"),
    subject: "version/apiservers",
    ...skewOf(spread, texts.length > 1),
    machineId: null,
    values: { versions: texts, servers: servers.length },
    tracked: ["versions"],
  };
}

/** API servers of one cluster lie within one minor of each other; even that is only meant for the time of an upgrade. */
function skewOf(minors: number, isMixed: boolean): Pick<Verdict, "state" | "reason"> {
  if (minors > 1) return { state: "critical", reason: "outside-policy" };
  return isMixed ? { state: "warning", reason: "mixed" } : { state: "ok", reason: "same" };
}

function kubeletVerdict(view: View, servers: readonly Server[]): readonly Verdict[] {
  const [sighting] = view.of("nodes");
  const nodes = sighting === undefined ? null : (sightValue(sighting)?.nodes ?? null);
  const oldest = servers.map(({ version }) => version).toSorted((a, b) => a.minor - b.minor)[0];
  if (sighting === undefined || nodes === null || oldest === undefined) return [];
  const outside = nodes.filter(({ kubeletVersion }) => {
    const version = readVersion(kubeletVersion);
    return version !== null && !isKubeletInPolicy(version, oldest);
  });
  const texts = [...new Set(nodes.map(({ kubeletVersion }) => kubeletVersion))].sort();
  return [
    {
      ...seenBase(view, sighting, "version"),
      subject: "version/kubelets",
      state: outside.length > 0 ? "critical" : "ok",
      reason: outside.length > 0 ? "outside-policy" : "in-policy",
      machineId: null,
      values: { versions: texts, outside: outside.slice(0, 20).map(({ name }) => name), outsideCount: outside.length },
      tracked: [],
    },
  ];
}
