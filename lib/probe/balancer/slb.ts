import * as z from "zod";
import { probe } from "#lib/probe/probe.ts";
import { readAddress } from "#lib/probe/transport/address.ts";
import { parseJson } from "#lib/probe/transport/parse-json.ts";
import { JSON_CAP_BYTES, read } from "#lib/probe/transport/read.ts";
import { okText } from "#lib/probe/transport/refusal.ts";

const Slb = z.object({
  host: z.string().max(253),
  vrrp: z.string().max(20),
  masters_up: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,4}$/)
        .transform(Number),
    ])
    .nullish(),
});

/** The endpoint of our own load-balancer bundle: which host answers, and what its Keepalived says it is. */
export const slb = probe("slb", async (look) => {
  const { path } = readAddress(look.target.address);
  const isFresh = look.target.way === "path";
  const question = { accept: "application/json", capBytes: JSON_CAP_BYTES, isFresh, body: null };
  const answer = await read(look, { ...question, path: path === "/" ? "/slb" : path });
  const { host, vrrp, masters_up } = parseJson(okText(answer, "slb"), "slb", Slb);
  return { host, vrrp: vrrp.toUpperCase(), mastersUp: masters_up ?? null };
});
