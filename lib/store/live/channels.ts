/** Rung by the web process when a connection was stored, changed or removed; the payload is the cluster's id. */
export const CONNECTION_CHANNEL = "connection";
/** Rung by an engine once per batch; the payload names the clusters, or asks to look at all of them. */
export const LIVE_CHANNEL = "live";
/** Rung by the web process when a dry run waits for an engine; the payload is its id. */
export const PREFLIGHT_CHANNEL = "preflight";
/** Rung by the web process when a setting that engines follow was changed; the payload is its key. */
export const SETTINGS_CHANNEL = "settings";
