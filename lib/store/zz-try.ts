import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { startTestServer, urlOfDatabase } from "#lib/testing/postgres-server.ts";
import { migrate } from "./migrate.ts"; import { withSession } from "./session.ts";
const { server, stop } = await startTestServer();
await withSession(server.url, (c) => c.query("create database x template template0"));
const url = urlOfDatabase(server.url, "x"); const M = "/work/main/prisma/migrations"; const folder = mkdtempSync("/tmp/q/mm"); cpSync(M, folder, {recursive:true});
for (const name of readdirSync(M).sort()) { const st = readFileSync(`${M}/${name}/migration.sql`, "utf8").split(/(?<=;)\n\n/); console.log(name, st.length);
 for (let i=0;i<=st.length;i++) { writeFileSync(`${folder}/${name}/migration.sql`, st.toSpliced(i,0,"SELECT pg_sleep(60);").join("\n\n")); const t=performance.now();
  const cut = migrate(url, folder).catch(e=>e); cut.then(e => console.log("cut", e?.message ?? e));
  await withSession(url, async c => { for(;;) { const {rows}=await c.query("SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"); if (rows[0]) { console.log(await c.query(`select pg_terminate_backend(${rows[0].pid}, 5000) as ok`).then(r=>r.rows)); return; } } });
  await cut; console.log(i, performance.now()-t);
 } cpSync(`${M}/${name}`, `${folder}/${name}`, {recursive:true}); await migrate(url, folder); }
await stop();
