import { closeDatabase } from "#lib/store/client.ts";
import { startEngine } from "#lib/watch/engine.ts";
import { openServiceAccount, SERVICE_ACCOUNT_FOLDER } from "#lib/watch/service-account.ts";

/** Certificates of a cluster's ten ports every 40 s make the 250 handshakes a second of the heavier load. */
const HANDSHAKES_MS = 40_000;
const HEAVY = { certificate: HANDSHAKES_MS, "loopback-certificate": HANDSHAKES_MS };

/** The engine as its own program starts it, with the intervals of a load. Keys in the first argument's folder. */
const [, , keyFolder = "", load = ""] = process.argv;
const engine = await startEngine({
  databaseUrl: process.env.DATABASE_URL ?? "",
  keyFolder,
  // A bench must not wait for what lies around its machine.
  canary: null,
  mayConnect: () => true,
  account: openServiceAccount({ folder: SERVICE_ACCOUNT_FOLDER, host: "", port: "" }),
  say: (line) => process.stderr.write(`engine: ${line}\n`),
  ...(load === "heavy" ? { pace: HEAVY } : {}),
});
process.send?.("ready");
process.once(
  "disconnect",
  () =>
    void engine
      .stop()
      .then(closeDatabase)
      .finally(() => process.exit()),
);
