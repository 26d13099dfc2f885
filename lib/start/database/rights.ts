import { APP_ROLE, WATCH_ROLE } from "#lib/config/database-url.ts";

/** What a role may do with a table: whole-table rights, and columns it may read where it may not read them all. */
interface Rights {
  readonly table: string;
  readonly columns?: readonly string[];
}

export interface RoleRights {
  readonly name: string;
  /** For tables that are not named below; null = nothing. */
  readonly otherwise: string | null;
  readonly tables: Readonly<Record<string, Rights>>;
  /** Functions that run with the owner's rights. */
  readonly functions: readonly string[];
}

const ALL = "SELECT, INSERT, UPDATE, DELETE";
const all: Rights = { table: ALL };
const read: Rights = { table: "SELECT" };
const append: Rights = { table: "SELECT, INSERT" };
const HISTORY = [
  "engine",
  "shard",
  "live_cluster",
  "observation_state",
  "transition",
  "latency_raw",
  "latency_1m",
  "latency_series",
  "latency_progress",
  "monitor_event",
];
const history = (rights: Rights) => Object.fromEntries(HISTORY.map((table) => [table, rights]));

/** The web process: may seal a credential and never read it back, reads the live history, appends to the audit table. */
const WEB: RoleRights = {
  name: APP_ROLE,
  otherwise: ALL,
  functions: [],
  tables: {
    ...history(read),
    audit: append,
    schema_migration: read,
    sealing_key: read,
    cluster_identity: read,
    credential: {
      table: "INSERT, UPDATE, DELETE",
      columns: ["cluster_id", "field", "version", "key_id", "created_at", "created_by"],
    },
    preflight: {
      table: "INSERT, DELETE",
      columns: ["id", "cluster_id", "request", "ticks", "state", "created_at", "created_by", "expires_at"],
    },
  },
};

/** The engine: reads plans and connections, opens credentials, writes the live history; knows nobody's sessions. */
const WATCH: RoleRights = {
  name: WATCH_ROLE,
  otherwise: "SELECT",
  functions: ["keep_latency_partitions"],
  tables: {
    ...history(all),
    audit: append,
    sealing_key: all,
    cluster_identity: all,
    // Deletes what is past its time.
    pasted_transition: { table: "SELECT, DELETE" },
    credential: { table: "SELECT, UPDATE" },
    preflight: { table: "SELECT, UPDATE, DELETE" },
    app_user: { table: "" },
    session: { table: "" },
    api_token: { table: "" },
  },
};

export const ROLES: readonly RoleRights[] = [WEB, WATCH];

/** Statements that give a role exactly its rights on the tables that stand, and on the queue's schema. */
export function grantsOf(role: RoleRights, tables: readonly string[]): string {
  const on = (table: string) => `"${table}"`;
  const grants = tables.flatMap((table) => {
    const { table: whole, columns } = role.tables[table] ?? { table: role.otherwise ?? "" };
    return [
      `REVOKE ALL ON ${on(table)} FROM ${role.name}`,
      // A table-wide revoke leaves column rights of an earlier version in place.
      ...(columns === undefined ? [] : [`GRANT SELECT (${columns.join(", ")}) ON ${on(table)} TO ${role.name}`]),
      ...(whole === "" ? [] : [`GRANT ${whole} ON ${on(table)} TO ${role.name}`]),
    ];
  });
  const calls = role.functions.map((name) => `GRANT EXECUTE ON FUNCTION "${name}" TO ${role.name}`);
  return [...grants, ...calls].join(";\n");
}
