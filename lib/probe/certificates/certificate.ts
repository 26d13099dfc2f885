import { probe } from "#lib/probe/probe.ts";
import { readAddress } from "#lib/probe/transport/address.ts";
import { readChain } from "./chain.ts";

/** What the endpoint shows to the name that its clients use; an address is asked for without a name. */
export const certificate = probe("certificate", (look) =>
  readChain(look, look.access.serverName ?? readAddress(look.target.address).host),
);
