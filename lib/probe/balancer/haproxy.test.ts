import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { BackendRow } from "#lib/core/live/observation.ts";
import { probes } from "#lib/probe/index.ts";
import { NOBODY, probeOptions, reasonOf, seen, targetAt } from "#lib/testing/live/simulated.ts";
import { missing, realProgram } from "#lib/testing/real-program.ts";
import { readStats } from "./stats-table.ts";

const program = realProgram("haproxy");
const title = program === null ? `HAProxy's statistics (skipped: ${missing("haproxy")})` : "HAProxy's statistics";
const options = probeOptions();
afterAll(() => options.transport.close());

describe.skipIf(program === null)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), "quorate-haproxy-"));
  const api = createServer((request, response) => {
    response.writeHead(request.headers.host === "anonymous-off" ? 401 : 200).end("ok");
  });
  let page = "";
  let stop = async (): Promise<void> => undefined;

  beforeAll(async () => {
    const apiPort = await listen(api);
    const [deadPort, statsPort, frontPort] = [await freePort(), await freePort(), await freePort()];
    page = `http://127.0.0.1:${statsPort}/stats`;
    writeFileSync(join(folder, "haproxy.cfg"), configuration({ apiPort, deadPort, statsPort, frontPort }));
    const haproxy = spawn(program ?? "", ["-f", join(folder, "haproxy.cfg"), "-db"], { stdio: "ignore" });
    stop = async () => {
      haproxy.kill("SIGKILL");
      await once(haproxy, "exit");
    };
    await vi.waitFor(
      async () => {
        const rows = await backends();
        // Servers begin as UP; only a code says that one was looked at.
        expect([rows.get("good")?.checkCode, rows.get("anonymous-off")?.checkCode]).toEqual([200, 401]);
        expect(rows.get("dead")?.status).toBe("DOWN");
      },
      { timeout: 20_000, interval: 100 },
    );
  });

  afterAll(async () => {
    await stop();
    api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function backends(): Promise<ReadonlyMap<string, BackendRow>> {
    const { result } = await probes["haproxy-stats"](targetAt(page), withPassword("right"), options);
    return new Map(result.kind === "missed" ? [] : result.value.rows.map((row) => [row.server, row]));
  }

  it("tell a good, a dead, an unchecked and a refusing back end apart", async () => {
    // While a check is under way HAProxy shows the word of the last one without its code.
    const rows = await vi.waitFor(async () => {
      const read = await backends();
      expect([read.get("good")?.checkCode, read.get("anonymous-off")?.checkCode]).toEqual([200, 401]);
      return read;
    });
    expect([...rows.keys()]).toEqual(["good", "dead", "unchecked", "anonymous-off"]);
    expect(rows.get("good")).toMatchObject({ proxy: "kube-apiserver", status: "UP", checkStatus: "L7OK" });
    expect(rows.get("dead")).toMatchObject({ status: "DOWN", checkStatus: "L4CON", address: null });
    expect(rows.get("unchecked")).toMatchObject({ status: "no check", checkStatus: null });
    expect(rows.get("anonymous-off")).toMatchObject({ checkStatus: "L7STS" });
    expect(rows.get("anonymous-off")?.status).toMatch(/DOWN|UP 1/);
  });

  it("need the password that the page asks for", async () => {
    expect(reasonOf(await probes["haproxy-stats"](targetAt(page), { ...NOBODY }, options))).toBe("unauthorised");
    expect(reasonOf(await probes["haproxy-stats"](targetAt(page), withPassword("wrong"), options))).toBe(
      "unauthorised",
    );
  });

  it("are not read from a page that is something else", async () => {
    const elsewhere = page.replace("/stats", "/other");
    expect(reasonOf(await probes["haproxy-stats"](targetAt(elsewhere), withPassword("right"), options))).toBe(
      "server-error",
    );
  });

  it("come with our own page: which host answers, and what its Keepalived says", async () => {
    const address = page.replace("/stats", "/slb");
    expect(seen(await probes.slb(targetAt(address), { ...NOBODY }, options))).toEqual({
      host: "lb1",
      vrrp: "MASTER",
      mastersUp: 2,
    });
  });
});

describe("The statistics table", () => {
  it("is read by the names of its columns, in whatever order a version has them", () => {
    const text =
      "# pxname,svname,type,extra,status,lastchg,\nk,FRONTEND,0,,OPEN,,\nk,m1,2,?,UP 1/3,7,\nk,BACKEND,1,,UP,7,\n";
    expect(readStats(text)).toEqual([
      {
        proxy: "k",
        server: "m1",
        status: "UP 1/3",
        checkStatus: null,
        checkCode: null,
        lastChangeSeconds: 7,
        address: null,
      },
    ]);
  });

  it.each(["", "<html>", '# pxname,svname,\n"unclosed', "pxname,svname"])("is not made up from %j", (text) => {
    expect(() => readStats(text)).toThrow();
  });
});

const withPassword = (password: string) => ({
  ...NOBODY,
  credential: { kind: "password" as const, user: "monitor", password },
});

interface Ports {
  readonly apiPort: number;
  readonly deadPort: number;
  readonly statsPort: number;
  readonly frontPort: number;
}

function configuration({ apiPort, deadPort, statsPort, frontPort }: Ports): string {
  return `global
  hard-stop-after 1s
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
listen kube-apiserver
  mode tcp
  bind 127.0.0.1:${frontPort}
  option httpchk
  http-check send meth GET uri /readyz hdr host good
  server good 127.0.0.1:${apiPort} check inter 200ms fall 1 rise 1
  server dead 127.0.0.1:${deadPort} check inter 200ms fall 1 rise 1
  server unchecked 127.0.0.1:${apiPort}
  server anonymous-off 127.0.0.1:${apiPort} track anonymous/anonymous-off
backend anonymous
  option httpchk
  http-check send meth GET uri /readyz hdr host anonymous-off
  server anonymous-off 127.0.0.1:${apiPort} check inter 200ms fall 1 rise 1
frontend pages
  bind 127.0.0.1:${statsPort}
  stats enable
  stats uri /stats
  stats auth monitor:right
  http-request return status 200 content-type application/json lf-string '{"host":"lb1","vrrp":"MASTER","masters_up":"%[nbsrv(kube-apiserver)]"}' if { path /slb }
`;
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return portOf(server.address());
}

/** A port that was free a moment ago: nothing listens on it, or HAProxy will. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((done) => server.close(done));
  return port;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return address.port;
}
