import { randomBytes } from "node:crypto";
import type { SecureContext } from "node:tls";
import { createPki, type Pki } from "./certificates/pki.ts";
import type { Placing } from "./network/places.ts";
import type { SimLayout } from "./spec.ts";
import { type ClusterState, createState } from "./state.ts";

/** One simulated cluster at run time. Keys and certificates are made when somebody first connects. */
export interface SimCluster {
  readonly layout: SimLayout;
  readonly state: ClusterState;
  readonly placing: Placing;
  readonly token: string;
  readonly uid: string;
  readonly pki: () => Pki;
  /** TLS contexts by what they show. */
  readonly contexts: Map<string, SecureContext>;
  readonly nowMs: () => number;
}

export function createCluster(layout: SimLayout, placing: Placing, nowMs: () => number): SimCluster {
  let pki: Pki | null = null;
  return {
    layout,
    placing,
    nowMs,
    state: createState(layout, nowMs()),
    token: randomBytes(24).toString("hex"),
    uid: crypto.randomUUID(),
    contexts: new Map(),
    pki: () => {
      pki ??= createPki(nowMs());
      return pki;
    },
  };
}
