import * as z from "zod";
import { probe } from "#lib/probe/probe.ts";
import { getObject } from "./kube.ts";

const Version = z.object({ gitVersion: z.string().max(100) });

export const apiVersion = probe("api-version", (look) =>
  getObject(look, { path: "/version", what: "version" }, Version),
);
