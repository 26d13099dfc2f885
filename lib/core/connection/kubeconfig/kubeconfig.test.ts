import { describe, expect, test } from "vitest";
import { readKubeconfig } from "./kubeconfig.ts";

const pem = (label: string) => btoa(`-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`);
const CA = pem("CERTIFICATE");

interface Wish {
  readonly cluster?: string;
  readonly user?: string;
  readonly more?: string;
}

function config({ cluster = "", user = "token: abc", more = "" }: Wish = {}): string {
  return `apiVersion: v1
kind: Config
clusters:
- name: prod
  cluster:
    server: https://172.30.15.10:6443
    ${cluster === "" ? `certificate-authority-data: ${CA}` : cluster}
users:
- name: reader
  user:
    ${user}
contexts:
- name: reader@prod
  context: { cluster: prod, user: reader }
${more}`;
}

/** What a person waits for one file at most. */
const LIMIT_MS = 50;
/** Processor time, which a busy machine does not stretch; the best of three, because a collector may come in between. */
function cpuMs(work: () => unknown): number {
  const runs = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...runs);
}

const codeOf = (text: string, context?: string) => {
  const reading = readKubeconfig(text, { wanted: context });
  return reading.ok ? "ok" : reading.problem.code;
};

describe("A kubeconfig that may be used", () => {
  test("with a token comes to address, authority and token, and to nothing else", () => {
    expect(
      readKubeconfig(config({ more: "current-context: other\nextensions: [{ name: x, extension: { a: 1 } }]" })),
    ).toEqual({
      ok: true,
      access: {
        context: "reader@prod",
        cluster: "prod",
        address: "172.30.15.10:6443",
        serverName: null,
        trust: { kind: "ca", caPem: atob(CA) },
        credential: { kind: "token", token: "abc" },
      },
    });
  });

  test("with a client certificate, a server name, a name without a port, a BOM", () => {
    const user = `client-certificate-data: ${CA}\n    client-key-data: ${pem("EC PRIVATE KEY")}`;
    const cluster = `certificate-authority-data: ${CA}\n    tls-server-name: kubernetes`;
    const reading = readKubeconfig(
      `\uFEFF${config({ user, cluster }).replace("172.30.15.10:6443", "api.prod.example")}`,
    );
    expect(reading).toMatchObject({
      ok: true,
      access: { address: "api.prod.example:443", serverName: "kubernetes", credential: { kind: "certificate" } },
    });
  });

  test("whose certificate is not verified is taken as that, for the badge to say so", () => {
    expect(readKubeconfig(config({ cluster: "insecure-skip-tls-verify: true" }))).toMatchObject({
      ok: true,
      access: { trust: { kind: "none" } },
    });
  });

  test("of a cluster on this very host is read where that is allowed", () => {
    const local = config().replace("172.30.15.10", "127.0.0.1");
    expect(readKubeconfig(local, { mayUseLoopback: true })).toMatchObject({
      ok: true,
      access: { address: "127.0.0.1:6443" },
    });
  });

  test("without an authority is read where the person says how the server is judged", () => {
    const trust = { kind: "pinned", fingerprint: "0".repeat(64) } as const;
    const bare = config({ cluster: "tls-server-name: x" });
    expect(readKubeconfig(bare, { trust })).toMatchObject({ ok: true, access: { trust } });
  });

  test("with several contexts waits for a choice", () => {
    const two = config({ more: "- name: admin@prod\n  context: { cluster: prod, user: reader }" });
    expect(readKubeconfig(two)).toMatchObject({
      ok: false,
      problem: { code: "KC-CTX", values: { count: 2 } },
      contexts: ["reader@prod", "admin@prod"],
    });
    expect(codeOf(two, "admin@prod")).toBe("ok");
    expect(codeOf(two, "nobody")).toBe("KC-CTX");
  });
});

describe("A kubeconfig that is refused", () => {
  test.each<[string, Wish, string, object]>([
    ["runs a program", { user: 'exec: { command: aws, args: ["eks", "get-token"] }' }, "KC-EXEC", { program: "aws" }],
    [
      "uses a log-in plugin",
      { user: "auth-provider: { name: gcp, config: { cmd-path: /bin/sh } }" },
      "KC-PLUGIN",
      { plugin: "gcp" },
    ],
    [
      "names a certificate file",
      { user: "client-certificate: /etc/shadow" },
      "KC-PATH",
      { field: "client-certificate", path: "/etc/shadow" },
    ],
    ["names a key file beside data", { user: `client-key: /k\n    token: abc` }, "KC-PATH", { field: "client-key" }],
    ["names a token file", { user: "tokenFile: /var/run/secrets/token" }, "KC-PATH", { field: "tokenFile" }],
    [
      "names an authority file",
      { cluster: "certificate-authority: ../ca.crt" },
      "KC-PATH",
      { field: "certificate-authority" },
    ],
    [
      "goes through a proxy",
      { cluster: `certificate-authority-data: ${CA}\n    proxy-url: socks5://10.0.0.1` },
      "KC-PROXY",
      {},
    ],
    ["acts as somebody else", { user: "token: abc\n    as: system:admin" }, "KC-AS", {}],
    ["acts as a group", { user: "token: abc\n    as-groups: [system:masters]" }, "KC-AS", {}],
    ["logs in by password", { user: "username: admin\n    password: hunter2" }, "KC-PASSWORD", {}],
    ["has nothing to log in with", { user: "{}" }, "KC-USER", { context: "reader@prod" }],
    ["trusts nobody in particular", { cluster: "tls-server-name: x" }, "KC-CA", {}],
    [
      "has a broken authority",
      { cluster: "certificate-authority-data: '%%%'" },
      "KC-PEM",
      { field: "certificate-authority-data" },
    ],
  ])("because it %s", (_, wish, code, values) => {
    const reading = readKubeconfig(config(wish));
    expect(reading).toMatchObject({ ok: false, problem: { code, values } });
  });

  test.each([
    ["http://172.30.15.10:8080", "KC-HTTP"],
    ["https://127.0.0.1:6443", "KC-LOCAL"],
    ["https://localhost:6443", "KC-LOCAL"],
    ["https://[::1]:6443", "KC-LOCAL"],
    ["https://0x7f.1:6443", "KC-LOCAL"],
    ["https://user:pw@10.0.0.1", "KC-PASSWORD"],
    ["http://user:pw@10.0.0.1", "KC-PASSWORD"],
    ["https://rancher.example/k8s/clusters/c-1", "KC-BASE"],
    ["https://10.0.0.1:6443/?token=x", "KC-BASE"],
    ["file:///etc/passwd", "KC-SERVER"],
    ["not a url", "KC-SERVER"],
  ])("for its server %s", (server, code) => {
    expect(codeOf(config().replace("https://172.30.15.10:6443", server))).toBe(code);
  });

  const lines = (count: number, line: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => line(at)).join("\n");
  test.each([
    ["10 MB of it", `a: ${"x".repeat(10_000_000)}`, "KC-SIZE"],
    [
      "5,000 contexts",
      config({ more: lines(3000, (at) => `- { name: c${at}, context: { cluster: prod } }`) }),
      "KC-MANY",
    ],
    ["a bomb of aliases", 'a: &a ["x","x"]\nb: &b [*a,*a]\nc: [*b,*b]', "KC-YAML"],
    ["a merge key", "base: &b { x: 1 }\nclusters: []\nuser: { <<: *b }", "KC-YAML"],
    ["deep flow nesting", `a: ${"[".repeat(10_000)}${"]".repeat(10_000)}`, "KC-YAML"],
    ["deep block nesting", lines(200, (at) => `${" ".repeat(at)}a:`), "KC-YAML"],
    ["nested dashes", `a:\n  ${"- ".repeat(5000)}x`, "KC-YAML"],
    ["201 contexts", config({ more: lines(200, (at) => `- { name: c${at}, context: { cluster: prod } }`) }), "KC-MANY"],
    ["a duplicate key in flow style", config().replace("user: reader }", "user: reader, user: admin }"), "KC-YAML"],
    ["an anchor on a map", `x: &a { y: 1 }\n${config()}`, "KC-YAML"],
    ["a tag on a map", `x: !secret { y: 1 }\n${config()}`, "KC-YAML"],
    ["a duplicate key", `${config()}\nkind: Other`, "KC-YAML"],
    ["__proto__", `__proto__: { polluted: true }\n${config()}`, "KC-YAML"],
    ["a custom tag", `x: !!js/function "f"\n${config()}`, "KC-YAML"],
    ["a tag of its own", `x: !secret y\n${config()}`, "KC-YAML"],
    ["NUL", config().replace("prod", "pr\u0000od"), "KC-YAML"],
    ["no mapping", "- a\n- b", "KC-NOT"],
    ["another document", "apiVersion: v1\nkind: Secret\nclusters: 5", "KC-NOT"],
    ["nothing", "", "KC-NOT"],
  ])("for %s", (_, text, code) => {
    expect(codeOf(text)).toBe(code);
    expect(Reflect.has({}, "polluted")).toBe(false);
  });

  test("in less time than a person notices, whatever it is made of", () => {
    const hostile = [
      `a: ${"x".repeat(10_000_000)}`,
      `a: ${"[".repeat(100_000)}`,
      `a: ${"{a: ".repeat(50_000)}`,
      `${"- ".repeat(100_000)}x`,
      lines(20_000, (at) => `k${at}: &a${at} x`),
      `a: "${"\\x41".repeat(60_000)}"`,
      lines(20_000, (at) => `k${at}: {}`),
      `{${lines(3000, (at) => `k${at}: 1,`)}}`,
      "# x\n".repeat(60_000),
      `a: &a ["x","x"]\n${lines(30, (at) => `b${at}: &b${at} [*a,*a]`)}`,
      config({ more: lines(5000, (at) => `- { name: c${at}, context: { cluster: prod, user: reader } }`) }),
    ];
    expect(hostile.map((text) => codeOf(text)).filter((code) => code === "ok")).toEqual([]);
    for (const [at, text] of hostile.entries()) expect([at, cpuMs(() => codeOf(text)) < LIMIT_MS]).toEqual([at, true]);
  });

  test("for a tab, with its line", () => {
    expect(readKubeconfig("apiVersion: v1\nclusters:\n\t- name: x")).toMatchObject({
      problem: { code: "KC-YAML", values: { line: 3, reason: "tab" } },
    });
  });

  test("and no refusal repeats a secret", () => {
    const secret = "canary-8d1c";
    for (const user of [
      `token: ${secret}\n    as: x`,
      `password: ${secret}`,
      `exec: { command: a, env: [{ name: T, value: ${secret} }] }`,
    ]) {
      expect(JSON.stringify(readKubeconfig(config({ user })))).not.toContain(secret);
    }
  });
});
