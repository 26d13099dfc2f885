import type { Locator, Page } from "@playwright/test";
import { test } from "#e2e/fixtures.ts";
import type { Connection } from "#lib/core/connection/connection.ts";
import { type Sim, startSim } from "#lib/sim/sim.ts";

export const CLUSTER = "sim";
/** Workers run at once, so each process simulates in a /16 of its own. */
const network = 112 + (process.pid % 16);

/** A simulated cluster called `sim` for the specs of one file, without faults at the start of each. */
export function simulatedCluster(): () => Sim {
  let running: Sim | null = null;
  const sim = (): Sim => {
    if (running === null) throw new Error("The simulated cluster is not up yet.");
    return running;
  };
  test.beforeAll(async () => {
    running = await startSim({ clusters: [{ name: CLUSTER }], network });
  });
  test.beforeEach(() => sim().fault(CLUSTER, { fault: "recovered" }));
  test.afterAll(() => sim().stop());
  return sim;
}

/** The fields of the page that a spec touches, by the names that a person reads. */
export function connectForm(page: Page) {
  const button = (name: string): Locator => page.getByRole("button", { name, exact: true });
  const box = (name: string): Locator => page.getByRole("textbox", { name });
  return {
    kubeconfig: box("Kubeconfig"),
    masters: box("API servers, one address a line"),
    etcd: box("etcd members, one address a line"),
    etcdCa: box("etcd authority (PEM)"),
    etcdCertificate: box("Client certificate (PEM)"),
    etcdKey: box("Client key (PEM)"),
    balancers: box("HAProxy statistics, one page a line"),
    vipSlb: box("/slb through the VIP"),
    loopback: page.getByRole("checkbox", { name: /^Loopback addresses/ }),
    check: button("Check"),
    save: page.getByRole("button", { name: /^Save/ }),
    ticks: page.getByRole("list", { name: "Dry run" }),
  };
}

/** What the form would send for the simulated cluster, for specs that start from a stored connection. */
export function connectionTo(sim: Sim): Connection {
  const { api, vip } = sim.endpoints(CLUSTER);
  return {
    api: { address: vip, trust: { kind: "ca", caPem: sim.caPem(CLUSTER) }, serverName: null },
    masters: api.map(({ address }) => ({ machineId: null, address })),
    etcd: null,
    balancers: [],
    vipSlbUrl: null,
    pollSeconds: 2,
    isInCluster: false,
    mayUseLoopback: true,
  };
}
