import type { Credentials } from "#lib/core/connection/connection.ts";
import type { Access, Credential } from "#lib/probe/access.ts";
import type { Watched } from "#lib/store/connection/watched.ts";
import type { ServiceAccount } from "./service-account.ts";

/** What the probes of one cluster may use, a group each; kept-alive connections belong to these very objects. */
export interface Accesses {
  readonly api: Access;
  readonly etcd: Access;
  /** Statistics and `/slb` pages of the load balancers. */
  readonly pages: Access;
}

/** Credentials of one cluster as the engine opened them; `locked` = sealed to a key that is not here. */
export type OpenCredentials = { readonly [Field in keyof Credentials]?: Credentials[Field] | "locked" };

/** `connection` as it is followed: inside a cluster with the address and the authority of the pod. */
export function accessesOf(
  { connection }: Pick<Watched, "connection">,
  credentials: OpenCredentials,
  account: ServiceAccount,
): Accesses {
  const { api, etcd, isInCluster } = connection;
  const credential = isInCluster ? podCredential(account) : apiCredential(credentials.api);
  return {
    api: { trust: api.trust, serverName: api.serverName, credential },
    etcd: { trust: etcd?.trust ?? { kind: "none" }, serverName: null, credential: etcdCredential(credentials.etcd) },
    pages: { trust: { kind: "none" }, serverName: null, credential: pagesCredential(credentials.statistics) },
  };
}

/** Asked for at every request: a token that was replaced must not end kept connections. */
function podCredential(account: ServiceAccount): Credential {
  if (account.pod().kind === "outside") return { kind: "outside-pod" };
  return {
    kind: "token",
    get token() {
      return account.token();
    },
  };
}

function apiCredential(found: OpenCredentials["api"]): Credential {
  if (found === "locked") return { kind: "locked" };
  return found ?? { kind: "none" };
}

function etcdCredential(found: OpenCredentials["etcd"]): Credential {
  if (found === "locked") return { kind: "locked" };
  return found ? { kind: "certificate", ...found } : { kind: "none" };
}

function pagesCredential(found: OpenCredentials["statistics"]): Credential {
  if (found === "locked") return { kind: "locked" };
  return found ? { kind: "password", ...found } : { kind: "none" };
}
