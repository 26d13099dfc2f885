import pg from "pg";

/** One connection of its own, outside the pool, ended whatever happens. */
export async function withSession<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
  connectTimeoutMs = 0,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
  // A connection that the server cuts fails the query under way; without a listener it would end the process as well.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
