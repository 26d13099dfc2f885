import { addMonitorEvent, type NewMonitorEvent, wasOffline } from "#lib/store/live/history/monitor-events.ts";
import { makeCanary } from "./canary.ts";
import { type OwnNetwork, type OwnNetworkOrder, watchOwnNetwork } from "./own-network.ts";

export interface MonitorOrder extends Pick<OwnNetworkOrder, "observer" | "clusters"> {
  /** `host:port`; null = the default gateway. */
  readonly canary: string | null;
  readonly onOffline: (isOffline: boolean) => void;
  readonly say: (line: string) => void;
}

export interface Monitor extends Omit<OwnNetwork, "check"> {
  readonly stop: () => Promise<void>;
}

const CHECK_EVERY_MS = 1000;

/** Watches our own network and stores each loss and return of it, as soon as the database can be reached. */
export function keepMonitor({ canary: configured, onOffline, say, ...order }: MonitorOrder): Monitor {
  const canary = makeCanary(configured, () => performance.now());
  let unstored: readonly NewMonitorEvent[] = [];
  let storing: Promise<void> | null = null;
  const network = watchOwnNetwork({
    ...order,
    canary,
    wallMs: () => Date.now(),
    nowMs: () => performance.now(),
    onChange: (event) => {
      const isOffline = event.what === "offline";
      say(isOffline ? `This machine has lost its network: ${event.canary} does not answer.` : "The network is back.");
      unstored = [...unstored, event];
      onOffline(isOffline);
      storeSoon();
    },
  });

  function storeSoon(): void {
    storing ??= storeAll()
      .catch(() => undefined)
      .finally(() => {
        storing = null;
      });
  }

  async function storeAll(): Promise<void> {
    for (let [event] = unstored; event !== undefined; [event] = unstored) {
      await addMonitorEvent(event);
      unstored = unstored.slice(1);
    }
  }

  /** An engine that ended while it was cut off never said that it is back; this one starts with a network or finds out. */
  void wasOffline(order.observer)
    .then((was) => {
      if (!was || network.isOffline()) return;
      const back = { what: "online", observer: order.observer, cutOff: 0, clusters: 0, canary: "" } as const;
      unstored = [{ ...back, atMs: Date.now() }, ...unstored];
      storeSoon();
    })
    .catch(() => undefined);

  const timer = setInterval(() => {
    void network.check();
    if (unstored.length > 0) storeSoon();
  }, CHECK_EVERY_MS);
  return {
    weigh: network.weigh,
    isOffline: network.isOffline,
    forget: network.forget,
    stop: async () => {
      clearInterval(timer);
      canary?.stop();
      await storing;
    },
  };
}
