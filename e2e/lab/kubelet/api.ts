import { readFileSync } from "node:fs";
import { request } from "node:https";
import { parse } from "yaml";
import * as z from "zod";

/** What kubeadm writes: embedded certificates, files, or a bootstrap token. */
const Kubeconfig = z.object({
  clusters: z.tuple([
    z.object({ cluster: z.object({ server: z.string(), "certificate-authority-data": z.base64() }) }),
  ]),
  users: z.tuple([
    z.object({
      user: z.object({
        token: z.string().optional(),
        "client-certificate": z.string().optional(),
        "client-key": z.string().optional(),
        "client-certificate-data": z.base64().optional(),
        "client-key-data": z.base64().optional(),
      }),
    }),
  ]),
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export type Api = (
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
) => Promise<Answer>;

const TIMEOUT_MS = 8000;

/** Calls to the API server of a kubeconfig; status 0 where there was no answer. Read anew on each call: it rotates. */
export function apiOf(kubeconfigPath: string): Api {
  return (method, path, body) =>
    new Promise((resolve) => {
      const { server, ...access } = readAccess(kubeconfigPath);
      const isPatch = method === "PATCH";
      const text = body === undefined ? null : JSON.stringify(body);
      const asked = request(new URL(path, server), {
        method,
        ...access.tls,
        timeout: TIMEOUT_MS,
        headers: {
          accept: "application/json",
          "content-type": isPatch ? "application/strategic-merge-patch+json" : "application/json",
          ...access.headers,
        },
      });
      asked.on("error", (cause) => resolve({ status: 0, body: cause.message }));
      asked.on("timeout", () => asked.destroy(new Error("timeout")));
      asked.on("response", (response) => {
        const parts: string[] = [];
        response.setEncoding("utf8").on("data", (part: string) => parts.push(part));
        response.on("error", (cause) => resolve({ status: 0, body: cause.message }));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: parsed(parts.join("")) }));
      });
      asked.end(text);
    });
}

interface Access {
  readonly server: string;
  readonly tls: { readonly ca: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
  readonly headers: Readonly<Record<string, string>>;
}

function readAccess(path: string): Access {
  const { clusters, users } = Kubeconfig.parse(parse(readFileSync(path, "utf8")));
  const [{ cluster }] = clusters;
  const [{ user }] = users;
  const cert = pem(user["client-certificate-data"], user["client-certificate"]);
  const key = pem(user["client-key-data"], user["client-key"]);
  const ca = Buffer.from(cluster["certificate-authority-data"], "base64");
  return {
    server: cluster.server,
    tls: cert === null || key === null ? { ca } : { ca, cert, key },
    headers: user.token === undefined ? {} : { authorization: `Bearer ${user.token}` },
  };
}

function pem(inline: string | undefined, file: string | undefined): Buffer | null {
  if (inline !== undefined) return Buffer.from(inline, "base64");
  return file === undefined ? null : readFileSync(file);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
