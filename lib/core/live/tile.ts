import * as z from "zod";
import { worstOf } from "./roll-up.ts";
import { type Fact, type FactKind, Margin, State } from "./state.ts";

const Count = z.int().min(0);

/** What a list of clusters shows of each thing: null = nothing looks there. */
export const TileCells = z.strictObject({
  api: z.strictObject({ state: State, up: Count, count: Count }).nullable(),
  /** `healthy` is null while the members are out of sight. */
  etcd: z
    .strictObject({ state: State, healthy: Count.nullable(), voters: Count, leader: z.string().nullable() })
    .nullable(),
  vip: z.strictObject({ state: State, holder: z.string().nullable() }).nullable(),
  /** Ends next, ms since the epoch. */
  certificates: z.strictObject({ state: State, nextEndMs: z.number().nullable() }).nullable(),
  nodes: z.strictObject({ state: State, ready: Count, count: Count }).nullable(),
});
export type TileCells = z.infer<typeof TileCells>;

/** A live cluster in one line. */
export const LiveTile = z.strictObject({
  state: State,
  unknownCount: z.int(),
  margin: Margin,
  /** When an engine last looked; null = none has, and all of this was pasted. */
  polledAtMs: z.number().nullable(),
  /** Last sign of life of any engine, ms since the epoch; null = none ever. */
  engineBeatAtMs: z.number().nullable(),
  /** When the oldest of its pasted values was printed, ms since the epoch; null = none was pasted. */
  pastedAtMs: z.number().nullable(),
  /** What is older than this says nothing of now: three intervals of the connection, or twelve seconds. */
  oldAfterMs: z.number(),
  cells: TileCells,
});
export type LiveTile = z.infer<typeof LiveTile>;

/** An engine beats every three seconds; after this long it is said to be silent. */
export const SILENT_AFTER_MS = 12_000;

/** `old` = not seen for three intervals; `silent` = no engine lives that could look; `pasted` = no engine ever looked. */
export type TileAge = "live" | "old" | "silent" | "pasted";

/** How far a line can be trusted: only `live` says something of now. */
export function tileAge(
  { polledAtMs, oldAfterMs, engineBeatAtMs }: Pick<LiveTile, "polledAtMs" | "oldAfterMs" | "engineBeatAtMs">,
  nowMs: number,
): TileAge {
  if (polledAtMs === null) return "pasted";
  if (nowMs - polledAtMs > oldAfterMs) return "old";
  // A connection that is polled every minute may be younger than three intervals long after its engine has died.
  return engineBeatAtMs === null || nowMs - engineBeatAtMs > SILENT_AFTER_MS ? "silent" : "live";
}

/** Facts of one kind and state, counted. */
export interface FactGroup {
  readonly kind: FactKind;
  readonly state: State;
  /** Nodes only: whether the cluster calls them ready. */
  readonly isReady: boolean;
  /** Without the fact that stands for a whole list that could not be read. */
  readonly count: number;
  /** Certificates only: the end that comes next, ms since the epoch. */
  readonly nextEndMs: number | null;
}

export interface Counted {
  readonly groups: readonly FactGroup[];
  readonly quorum: Pick<Fact, "values" | "state"> | null;
  readonly vip: Pick<Fact, "values" | "state"> | null;
}

/** The facts of one cluster as the database counts those that an engine stored. */
export function countFacts(facts: readonly Fact[]): Counted {
  const groups = facts.map(
    ({ kind, state, values, subject }): FactGroup => ({
      kind,
      state,
      isReady: values.ready === "True",
      count: subject === "node/all" ? 0 : 1,
      nextEndMs: typeof values.notAfterMs === "number" ? values.notAfterMs : null,
    }),
  );
  const own = (kind: FactKind) => facts.find((fact) => fact.kind === kind) ?? null;
  return { groups, quorum: own("etcd-quorum"), vip: own("vip") };
}

/** The cells of a cluster's line, from what is known of it. */
export function cellsOf({ groups, quorum, vip }: Counted): TileCells {
  const of = (...kinds: FactKind[]) => groups.filter(({ kind }) => kinds.includes(kind));
  const api = of("api-path", "api-server");
  const servers = of("api-server");
  const certificates = of("certificate");
  const nodes = of("node");
  const ends = certificates.flatMap(({ nextEndMs }) => (nextEndMs === null ? [] : [nextEndMs]));
  const whole = (some: readonly FactGroup[]) => worstOf(some).state;
  const sum = (some: readonly FactGroup[]) => some.reduce((total, { count }) => total + count, 0);
  return {
    api:
      api.length === 0
        ? null
        : { state: whole(api), up: sum(servers.filter(({ state }) => state === "ok")), count: sum(servers) },
    etcd: quorum === null ? null : etcdCell(quorum, whole(of("etcd-quorum", "etcd-alarm", "etcd-member"))),
    vip: vip === null ? null : { state: vip.state, holder: textIn(vip, "holder") },
    certificates:
      certificates.length === 0
        ? null
        : { state: whole(certificates), nextEndMs: ends.length === 0 ? null : Math.min(...ends) },
    nodes:
      nodes.length === 0 ? null : { state: whole(nodes), ready: sum(nodes.filter(isSeenReady)), count: sum(nodes) },
  };
}

/** A node out of sight keeps what was last read of it, and is not ready for that. */
function isSeenReady({ isReady, state }: FactGroup): boolean {
  return isReady && state !== "unknown";
}

function etcdCell(quorum: Pick<Fact, "values" | "state">, state: State): TileCells["etcd"] {
  const leader = textIn(quorum, "leaderMachine") ?? textIn(quorum, "leader");
  const healthy = quorum.state === "unknown" ? null : countIn(quorum, "healthy");
  return { state, healthy, voters: countIn(quorum, "voters"), leader };
}

function textIn({ values }: Pick<Fact, "values">, name: string): string | null {
  const value = values[name];
  return typeof value === "string" && value !== "" ? value : null;
}

function countIn({ values }: Pick<Fact, "values">, name: string): number {
  const value = values[name];
  return typeof value === "number" ? Math.max(0, Math.trunc(value)) : 0;
}
