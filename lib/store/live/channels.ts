/** Rung by the web process when a connection was stored, changed or removed; the payload is the cluster's id. */
export const CONNECTION_CHANNEL = "connection";
/** Rung by an engine once per batch; the payload names the clusters, or asks to look at all of them. */
export const LIVE_CHANNEL = "live";
