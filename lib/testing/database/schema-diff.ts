import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { startTestServer, urlOfDatabase } from "./postgres-server.ts";

const SCHEMA = join(import.meta.dirname, "..", "..", "..", "prisma", "schema.prisma");
const ENGINE = "@prisma/schema-engine-wasm/schema_engine_bg";
/** Tables that Prisma does not know: the migrations' own, and those of the live history, which are raw SQL only. */
const OUR_TABLES = [
  "schema_migration",
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
  "pasted_transition",
].map((name) => `public.${name}`);
const EMPTY = "-- This is an empty migration.";
/** Type numbers of PostgreSQL's catalogue. */
const KIND = 18;
const TEXT = 25;
const KIND_COLUMNS = ["constraint_type", "confdeltype", "confupdtype"];

/** The SQL that leads from the tables of this database to `schema.prisma`; empty when they agree. Works offline. */
export async function schemaDiff(url: string): Promise<string> {
  loadEngine();
  const schema = { path: "schema.prisma", content: readFileSync(SCHEMA, "utf8") };
  const pool = readingKindsAsText(new pg.Pool({ connectionString: url, max: 2 }));
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogueReader(pool));
    const datamodels: [string, string][] = [[schema.path, schema.content]];
    const differ = await engine.SchemaEngine.new({ datamodels }, () => undefined, adapter);
    const { stdout } = await differ.diff({
      from: { tag: "schemaDatasource", files: [schema], configDir: dirname(SCHEMA) },
      to: { tag: "schemaDatamodel", files: [schema] },
      filters: { externalTables: OUR_TABLES, externalEnums: [] },
      script: true,
      exitCode: null,
    });
    return stdout === null || stdout.startsWith(EMPTY) ? "" : stdout;
  } finally {
    await pool.end();
  }
}

let isLoaded = false;

function loadEngine(): void {
  if (isLoaded) return;
  const script = createRequire(import.meta.url).resolve(ENGINE);
  const module = new WebAssembly.Module(readFileSync(script.replace(/\.js$/, ".wasm")));
  const { exports } = new WebAssembly.Instance(module, { "./schema_engine_bg.js": { ...engine } });
  engine.__wbg_set_wasm(exports);
  if (typeof exports.__wbindgen_start === "function") exports.__wbindgen_start();
  isLoaded = true;
}

/**
 * PostgreSQL keeps its kinds in a one-letter type that the adapter of Prisma 7.10 does not know and that the engine
 * insists on: it is read as text and then called by its name again.
 */
class CatalogueReader extends PrismaPg {
  override async connect(): ReturnType<PrismaPg["connect"]> {
    const adapter = await super.connect();
    const read = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await read(query);
      const isKind = result.columnNames.map((name) => KIND_COLUMNS.includes(name));
      const columnTypes = result.columnTypes.map((type, at) => (isKind[at] ? ColumnTypeEnum.Character : type));
      return { ...result, columnTypes };
    };
    return adapter;
  }
}

function readingKindsAsText(pool: pg.Pool): pg.Pool {
  const query: (...args: unknown[]) => Promise<pg.QueryResult> = Reflect.get(pool, "query").bind(pool);
  Reflect.set(pool, "query", async (...args: unknown[]) => {
    const result = await query(...args);
    for (const field of result.fields) field.dataTypeID = field.dataTypeID === KIND ? TEXT : field.dataTypeID;
    return result;
  });
  return pool;
}

if (import.meta.main) {
  const { server, stop } = await startTestServer();
  const sql = await schemaDiff(urlOfDatabase(server.url, server.template));
  await stop();
  process.stdout.write(sql === "" ? "The migrations and schema.prisma agree.\n" : sql);
}
