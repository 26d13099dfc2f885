import type { Connection } from "#lib/core/connection/connection.ts";
import { DEFAULT_THRESHOLDS } from "#lib/core/live/thresholds.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { type Clock, systemClock } from "#lib/probe/probe.ts";
import { createTransport } from "#lib/probe/transport/transport.ts";
import type { Sim } from "#lib/sim/sim.ts";
import type { ClusterReport } from "#lib/store/live/ingest.ts";
import { watchCluster } from "#lib/watch/cluster/cluster-watch.ts";
import type { ServiceAccount } from "#lib/watch/service-account.ts";

const NO_ACCOUNT: ServiceAccount = {
  pod: () => ({ kind: "outside", missing: "token" }),
  token: () => "",
  mark: () => "",
};

export interface OneWatch {
  /** Everything it reported, oldest first. */
  readonly heard: readonly ClusterReport[];
  readonly stop: () => void;
}

/** Watches the simulated cluster `gz` as an engine does, without a database. */
export function openWatch(sim: Sim, connection: Connection, clock: Clock = systemClock): OneWatch {
  const name = "gz";
  const { certificatePem, keyPem } = sim.etcdAccess(name);
  const transport = createTransport({ mayConnect: () => true });
  const heard: ClusterReport[] = [];
  const { stop } = watchCluster({
    watched: { clusterId: name, slug: name, plan: blankPlan(name), connection, credentials: [] },
    credentials: { api: { kind: "token", token: sim.token(name) }, etcd: { certificatePem, keyPem } },
    account: NO_ACCOUNT,
    shard: { number: 0, epoch: 1 },
    thresholds: DEFAULT_THRESHOLDS,
    earlier: [],
    transport,
    observer: "engine-host",
    mayPoll: () => true,
    report: (one) => void heard.push(one),
    weigh: async () => "take",
    learnIdentity: () => undefined,
    clock,
  });
  return {
    heard,
    stop: () => {
      stop();
      transport.close();
    },
  };
}

export function stateOf(heard: readonly ClusterReport[], subject: string): string | undefined {
  return heard.flatMap(({ facts }) => facts).findLast((fact) => fact.subject === subject)?.state;
}
