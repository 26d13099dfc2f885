import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "#e2e/fixtures.ts";
import { Connection } from "#lib/core/connection/connection.ts";
import { connectForm } from "./connect-form.ts";
import { childrenOf, runningProcesses } from "./processes.ts";

const CANARY = "canary-of-a-file";
const SAMPLE_MS = 20;
let folder: string;
let marker: string;
let connections = 0;
const listeners: Server[] = [];

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "quorate-hostile-"));
  marker = join(folder, "marker");
  writeFileSync(join(folder, "program"), `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
  writeFileSync(join(folder, "token"), CANARY);
  const record = (socket: Socket): void => {
    connections += 1;
    socket.destroy();
  };
  const first = createServer(record);
  await new Promise<void>((up) => first.listen(0, "127.0.0.1", up));
  const second = createServer(record);
  // A machine without IPv6 has nothing to connect to there.
  await new Promise<void>((up) => second.once("error", () => up()).listen(portOf(first), "::1", up));
  listeners.push(first, second);
});
test.afterAll(() => {
  for (const listener of listeners) listener.close();
  rmSync(folder, { recursive: true, force: true });
});

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function kubeconfig(
  user: string,
  server = "https://10.0.0.10:6443",
  cluster = "insecure-skip-tls-verify: true",
): string {
  return `apiVersion: v1
clusters: [{ name: c, cluster: { server: "${server}", ${cluster} } }]
users: [{ name: u, user: { ${user} } }]
contexts: [{ name: x, context: { cluster: c, user: u } }]`;
}

test("pasted kubeconfigs that run, read or reach are refused by name; nothing runs, nothing is read, nothing is asked for", async ({
  signedInPage,
  newCluster,
}) => {
  const program = join(folder, "program");
  const file = join(folder, "token");
  const hostile: readonly (readonly [code: string, text: string])[] = [
    ["KC-EXEC", kubeconfig(`exec: { apiVersion: v1, command: ${program} }`)],
    ["KC-PLUGIN", kubeconfig(`auth-provider: { name: gcp, config: { cmd-path: ${program} } }`)],
    ["KC-PATH", kubeconfig(`tokenFile: ${file}`)],
    ["KC-PATH", kubeconfig(`client-certificate: ${file}, client-key: ${file}`)],
    ["KC-PATH", kubeconfig("token: t", "https://10.0.0.10:6443", `certificate-authority: ${file}`)],
    ["KC-PROXY", kubeconfig("token: t", "https://10.0.0.10:6443", "proxy-url: http://127.0.0.1:1")],
    ["KC-LOCAL", kubeconfig("token: t", "https://0x7f.1:6443")],
    ["KC-SERVER", kubeconfig("token: t", "file:///etc/passwd")],
    ["KC-YAML", `x: !!js/function "f"\n${kubeconfig("token: t")}`],
  ];
  const slug = await newCluster({});
  const page = await signedInPage("editor");
  const form = connectForm(page);
  for (const [code, text] of hostile) {
    await page.goto(`/clusters/${slug}/connect`);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).host}`));
    await form.kubeconfig.fill(text);
    await expect(page.getByText(code)).toBeVisible();
    const { host } = new URL(page.url());
    expect(asked.filter((line) => line !== `GET ${host}`)).toEqual([]);
  }
  expect(existsSync(marker)).toBe(false);
});

test("a dry run reaches no forbidden address, however it is spelt, starts no program, and repeats no file", async ({
  api,
}) => {
  const port = portOf(listeners[0] ?? createServer());
  const hosts = [
    ...["127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1"],
    ...["017700000001", "127.0.0.0x1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"],
    ...["[64:ff9b::7f00:1]", "localhost", "LOCALHOST", "localhost.", "0.0.0.0", "[::]", "169.254.169.254"],
  ];
  const pages = [`https://allowed.example@127.0.0.1:${port}/`, `http://①②⑦.0.0.1:${port}/`, `http://127.1:${port}/x`];
  const places = hosts.map((host) => ({ machineId: null, address: `${host}:${port}` }));
  const connection = Connection.parse({
    api: { address: `127.1:${port}`, trust: { kind: "none" }, serverName: null },
    masters: places,
    etcd: { members: places, trust: { kind: "none" } },
    balancers: pages.map((url, at) => ({ machineId: null, name: `lb${at}`, statsUrl: url, slbUrl: url })),
    vipSlbUrl: `http://[::ffff:127.0.0.1]:${port}/slb`,
    pollSeconds: 5,
    isInCluster: false,
    mayUseLoopback: false,
  });
  const admin = await api("admin");
  const data = { slug: null, connection, credentials: { api: { kind: "token", token: "x" } } };
  const { web, engine } = runningProcesses();
  const started = await admin.post("/api/v1/connections/preflight", { data });
  expect(started.status(), await started.text()).toBe(201);
  const { id } = await started.json();
  const children = new Set<number>();
  await expect(async () => {
    for (const pid of [web, engine]) for (const child of childrenOf(pid)) children.add(child);
    const { state, ticks } = await (await admin.get(`/api/v1/connections/preflight/${id}`)).json();
    expect(state).toBe("done");
    const reached = ticks.filter((one: { state: string }) => one.state === "ok");
    expect(reached).toEqual([]);
    expect(ticks.length).toBeGreaterThan(places.length);
  }).toPass({ timeout: 40_000, intervals: [SAMPLE_MS] });
  expect([connections, [...children], existsSync(marker)]).toEqual([0, [], false]);

  const scheme = {
    ...connection,
    balancers: [{ ...connection.balancers[0], statsUrl: `file://${join(folder, "token")}` }],
  };
  const refused = await admin.post("/api/v1/connections/preflight", { data: { ...data, connection: scheme } });
  expect([refused.status(), (await refused.text()).includes(CANARY)]).toEqual([422, false]);
});
