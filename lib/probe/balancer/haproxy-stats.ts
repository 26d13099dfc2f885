import { probe } from "#lib/probe/probe.ts";
import { readAddress } from "#lib/probe/transport/address.ts";
import { JSON_CAP_BYTES, read } from "#lib/probe/transport/read.ts";
import { okText } from "#lib/probe/transport/refusal.ts";
import { readStats } from "./stats-table.ts";

/** `<statistics page>;csv`: the page's own path, or `/stats` where the address names none. */
export const haproxyStats = probe("haproxy-stats", async (look) => {
  const { path } = readAddress(look.target.address);
  const page = path === "/" ? "/stats" : path;
  const csv = page.endsWith(";csv") ? page : `${page};csv`;
  const answer = await read(look, {
    path: csv,
    accept: "text/plain",
    capBytes: JSON_CAP_BYTES,
    isFresh: false,
    body: null,
  });
  return { rows: readStats(okText(answer, "statistics")) };
});
