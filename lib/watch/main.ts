import { networkInterfaces } from "node:os";
import { dataFolder } from "#lib/config/data-folder.ts";
import { webSettings } from "#lib/config/env.ts";
import { mayConnect } from "#lib/core/connection/address-policy.ts";
import { closeDatabase } from "#lib/store/client.ts";
import { type Engine, startEngine } from "./engine.ts";
import { openServiceAccount, SERVICE_ACCOUNT_FOLDER } from "./service-account.ts";

/** The engine process: the only one that holds the private key and that talks to watched clusters. */
const { databaseUrl } = webSettings();
if (databaseUrl === null) throw new Error("No database: DATABASE_URL is not set. Start Quorate with npm start.");
/** Ranges that clusters may lie in, such as `10.0.0.0/8,fd00::/8`; unset = all but the refused ones. */
const onlyWithin = (process.env.QUORATE_CLUSTER_RANGES ?? "").split(/[\s,]+/).filter((range) => range !== "");
/** Where the network edge of this installation listens, as the supervisor tells it. */
const ownPorts = [Number(process.env.QUORATE_EDGE_PORT)].filter((port) => port > 0);
/** The API of the cluster that this runs in, as the kubelet tells every pod. */
const service = {
  host: process.env.KUBERNETES_SERVICE_HOST ?? "",
  port: process.env.KUBERNETES_SERVICE_PORT ?? "",
};
const engine = await startEngine({
  databaseUrl,
  canary: process.env.QUORATE_CANARY || null,
  keyFolder: process.env.QUORATE_KEYS || dataFolder().secrets,
  mayConnect: (ip, { port, mayUseLoopback, isInCluster }) =>
    mayConnect(ip, { ...rules(port), mayUseLoopback, service: { ...service, isChosen: isInCluster } }, port),
  account: openServiceAccount({ folder: process.env.QUORATE_SERVICE_ACCOUNT || SERVICE_ACCOUNT_FOLDER, ...service }),
  say: (line) => process.stdout.write(`engine: ${line}\n`),
});
process.send?.("ready");

function rules(port: number) {
  return { onlyWithin, own: { ports: ownPorts, addresses: ownAddresses(port) } };
}

/** Asked only for our own port: interfaces come and go, and reading them costs more than a look at a number. */
function ownAddresses(port: number): readonly string[] {
  if (!ownPorts.includes(port)) return [];
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
}

let ending: Promise<void> | null = null;
// Ctrl-C reaches the whole terminal group; the supervisor decides when the engine ends.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => void end(engine).then(() => process.exit(0)));
// The supervisor is gone, even by kill -9: the next one starts its own engine.
process.on("disconnect", () => void end(engine).then(() => process.exit(0)));

function end({ stop }: Engine): Promise<void> {
  ending ??= stop().finally(closeDatabase);
  return ending;
}
