import { describe, expect, test } from "vitest";
import type { ProbeName } from "#lib/core/live/observation.ts";
import { recorded } from "#lib/testing/pasted/recorded.ts";
import { recordedPlan } from "#lib/testing/pasted/recorded-plan.ts";
import { type PastedReading, readPasted } from "./read-pasted.ts";

const PASTED_AT = Date.UTC(2026, 10, 26, 15, 0, 0);
const plan = recordedPlan();
const read = (text: string, host?: string) => readPasted(text, { plan, pastedAtMs: PASTED_AT, host });

function seen(reading: PastedReading, probe: ProbeName) {
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.observations.filter((one) => one.probe === probe);
}
function certificates(reading: PastedReading) {
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.observations.flatMap(({ probe, target, result }) =>
    probe === "certificate-report" && result.kind === "seen"
      ? result.value.certificates.map((certificate) => ({ host: target.name, ...certificate }))
      : [],
  );
}

describe("What etcdctl printed", () => {
  test("is three members with their ids to the last bit, matched to planned machines by address", () => {
    const statuses = seen(read(recorded("etcdctl-healthy.txt")), "etcd-status");
    expect(statuses.map(({ target }) => target.machineId)).toEqual(["id-m1", "id-m2", "id-m3"]);
    expect(statuses[0]).toMatchObject({
      observer: "pasted",
      result: {
        value: {
          memberId: BigInt("4332087154573025324").toString(16),
          leaderId: BigInt("2829351574211754158").toString(16),
          quotaBytes: 8_388_608,
          latencyMs: null,
          isLearner: false,
          errors: [],
        },
      },
    });
  });

  test("names the same members by bare numbers and by --hex", () => {
    const bare = seen(read(recorded("etcdctl-healthy.txt")), "etcd-members")[0]?.result;
    const hex = seen(read(recorded("etcdctl-members-hex.txt")), "etcd-members")[0]?.result;
    expect(bare).toEqual(hex);
  });

  test("tells who refused and who was silent from the client's log, and when", () => {
    const reading = read(recorded("etcdctl-two-silent.txt"));
    const missed = seen(reading, "etcd-status").map(({ target, result }) => [
      target.machineId,
      result.kind === "missed" ? result.reason : "answered",
    ]);
    expect(missed.toSorted()).toEqual([
      ["id-m1", "answered"],
      ["id-m2", "timeout"],
      ["id-m3", "refused"],
    ]);
    expect(reading).toMatchObject({ takenAtMs: Date.UTC(2026, 10, 26, 14, 15, 58, 447) });
  });

  test("without a leader has none, and shows the alarm beside it", () => {
    const [answered] = seen(read(recorded("etcdctl-two-silent.txt")), "etcd-status");
    expect(answered?.result).toMatchObject({ value: { leaderId: null } });
    expect(JSON.stringify(answered?.result)).toContain("alarm:NOSPACE");
  });
});

describe("A report of certificates", () => {
  test("is the same from kubeadm's table, JSON and YAML, but for seconds", () => {
    const minute = (text: string) =>
      certificates(read(text, "m1"))
        .filter(({ name }) => name !== "front-proxy-client")
        .map(({ notAfterMs, ...rest }) => ({
          ...rest,
          notAfterMs: notAfterMs === null ? null : Math.floor(notAfterMs / 60_000),
        }))
        .toSorted((a, b) => a.name.localeCompare(b.name));
    const table = minute(recorded("kubeadm-table.txt"));
    expect(table).toHaveLength(13);
    expect(minute(recorded("kubeadm-report.json"))).toEqual(table);
    expect(minute(recorded("kubeadm-report.yaml"))).toEqual(table);
    expect(table.find(({ name }) => name === "etcd-server")).toMatchObject({
      host: "id-m1",
      authority: "etcd-ca",
      isExternallyManaged: false,
      notAfterMs: Date.UTC(2027, 10, 26, 14, 17) / 60_000,
    });
    expect(table.filter(({ isMissing }) => isMissing)).toHaveLength(4);
  });

  test("from JSON says when it was made, by what is left of each", () => {
    const reading = read(recorded("kubeadm-report.json"), "m1");
    const expected = Date.UTC(2026, 10, 26, 14, 17);
    expect(reading.ok && Math.abs((reading.takenAtMs ?? 0) - expected)).toBeLessThan(120_000);
  });

  test("takes its host from the prompt, and says when nobody names one", () => {
    expect(certificates(read(recorded("kubeadm-table.txt")))[0]?.host).toBe("id-m1");
    expect(read(recorded("kubeadm-report.json"))).toMatchObject({ ok: true, notes: ["host-not-said"] });
  });

  test("of KubeKey names the host of each row and leaves the authority of a kubeconfig blank", () => {
    const rows = certificates(
      read(
        [
          "CERTIFICATE                    EXPIRES                  RESIDUAL TIME   CERTIFICATE AUTHORITY   NODE",
          "apiserver.crt                  Mar 21, 2027 07:28 UTC   114d            ca                      m1      ",
          "admin.conf                     Mar 21, 2027 07:28 UTC   114d                                    m1      ",
          "apiserver.crt                  Mar 22, 2027 07:28 UTC   115d            ca                      m2      ",
          "",
          "CERTIFICATE AUTHORITY   EXPIRES                  RESIDUAL TIME   NODE",
          "ca.crt                  Mar 18, 2034 07:28 UTC   7y              m1      ",
        ].join("\n"),
      ),
    );
    expect(rows.map(({ host, name, authority, isAuthority }) => [host, name, authority, isAuthority])).toEqual([
      ["id-m1", "apiserver", "ca", false],
      ["id-m1", "admin.conf", null, false],
      ["id-m1", "ca", null, true],
      ["id-m2", "apiserver", "ca", false],
    ]);
  });

  test("of an old kubeadm has no authorities, and one that lost its padding reads the same", () => {
    const old = [
      "CERTIFICATE                EXPIRES                  RESIDUAL TIME   EXTERNALLY MANAGED",
      "admin.conf                 May 15, 2027 13:03 UTC   364d            false",
      "etcd-server                May 15, 2027 13:00 UTC   364d            true",
    ];
    const padded = certificates(read(old.join("\n"), "m2"));
    expect(padded).toMatchObject([
      { host: "id-m2", name: "admin.conf", authority: null, isExternallyManaged: false },
      { name: "etcd-server", isExternallyManaged: true, notAfterMs: Date.UTC(2027, 4, 15, 13, 0) },
    ]);
    const eaten = old.map((line) => line.replaceAll(/ {3,}/g, "\t"));
    expect(certificates(read(eaten.join("\n"), "m2"))).toEqual(padded);
  });

  test("of rke2 has the authority in a file beside its leaf, and the start of what is not valid yet", () => {
    const rows = certificates(
      read(
        [
          "FILENAME                 SUBJECT             USAGES                  EXPIRES                  RESIDUAL TIME   STATUS",
          "--------                 -------             ------                  -------                  -------------   ------",
          "client-admin.crt         system:admin        ClientAuth              Nov 26, 2027 14:17 UTC   1 year          OK",
          "client-admin.crt         rke2-client-ca@17   CertSign                Nov 23, 2036 14:17 UTC   10 years        OK",
          "serving-kubelet.crt      m1                  ServerAuth              Dec 24, 2026 00:00 UTC   1 year          NOT YET VALID",
        ].join("\n"),
        "m1",
      ),
    );
    expect(rows).toMatchObject([
      { name: "client-admin", isAuthority: false, notAfterMs: Date.UTC(2027, 10, 26, 14, 17) },
      { name: "rke2-client-ca@17", isAuthority: true },
      { name: "serving-kubelet", notAfterMs: null, notBeforeMs: Date.UTC(2026, 11, 24) },
    ]);
  });

  test("in another zone than UTC is refused by its line: CST is two places", () => {
    const text = "CERTIFICATE  EXPIRES                  RESIDUAL TIME\napiserver    Mar 21, 2027 07:28 CST   114d";
    expect(read(text)).toMatchObject({ ok: false, unread: [{ line: 2, problem: { code: "PA-ZONE" } }] });
  });
});

describe("What kubectl printed", () => {
  test("is nodes, leader leases and node leases, as old as the newest renewal in it", () => {
    const reading = read(recorded("kubectl-first.json"));
    expect(seen(reading, "nodes")[0]?.result).toMatchObject({ value: { nodes: [{ name: "m1" }, {}, {}] } });
    expect(seen(reading, "node-leases")).toHaveLength(1);
    const leases = JSON.stringify(seen(reading, "leases")[0]?.result);
    for (const name of ["kube-scheduler", "kube-controller-manager", "apiserver-"]) expect(leases).toContain(name);
    const run = Date.UTC(2026, 10, 26, 14, 17, 50);
    expect(reading.ok && Math.abs((reading.takenAtMs ?? 0) - run)).toBeLessThan(5000);
    expect(reading.ok && reading.observations.every(({ atMs }) => atMs === reading.takenAtMs)).toBe(true);
  });

  test("is never newer than its pasting, whatever the clock of a holder says", () => {
    const text = recorded("kubectl-first.json").replaceAll(/"renewTime": "2026/g, '"renewTime": "2031');
    expect(read(text)).toMatchObject({ takenAtMs: PASTED_AT });
  });

  test("of one namespace says that no leader is in it", () => {
    const nodes = JSON.stringify({
      apiVersion: "v1",
      kind: "List",
      items: JSON.parse(recorded("kubectl-first.json")).items.slice(0, 3),
    });
    expect(read(nodes)).toMatchObject({ ok: true, notes: ["no-leader-leases"] });
  });

  test("leaves other objects out", () => {
    const [node] = JSON.parse(recorded("kubectl-first.json")).items;
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "p" } };
    expect(read(JSON.stringify({ apiVersion: "v1", kind: "List", items: [node, pod] }))).toMatchObject({
      ok: true,
      notes: ["no-leader-leases", "other-objects"],
    });
  });
});

test("several outputs in one paste are read together", () => {
  const reading = read(["etcdctl-healthy.txt", "kubectl-first.json", "kubeadm-table.txt"].map(recorded).join("\n"));
  const probes = reading.ok ? new Set(reading.observations.map(({ probe }) => probe)) : null;
  expect(probes?.size).toBe(6);
});

const KUBECONFIG =
  "apiVersion: v1\nkind: Config\nclusters: []\nusers:\n- name: a\n  user: {token: canary-8d1c}\ncurrent-context: a";

test("what was recognised is named with its line, and so is what was not", () => {
  const text = [
    recorded("etcdctl-healthy.txt").trimEnd(),
    "and now the nodes",
    "NAME   STATUS   ROLES           AGE   VERSION",
    "m1     Ready    control-plane   1d    v1.36.3",
    "",
    '{"apiVersion":"v1","kind":"List","items":[{"kind":"Pod"}]}',
    recorded("kubeadm-table.txt").trimEnd(),
    '[{"Endpoint":"http://',
  ].join("\n");
  const lines = text.split("\n");
  const at = (part: string) => lines.findIndex((line) => line.includes(part)) + 1;
  const reading = read(text);
  expect(reading.ok && reading.recognised.map(({ line, what, count, host }) => [line, what, count, host])).toEqual([
    [at('[{"Endpoint"'), "etcd-status", 3, null],
    [at('"members"'), "etcd-members", 3, null],
    [at("RESIDUAL TIME"), "certificate-report", 14, "m1"],
  ]);
  expect(reading.unread.map(({ line, problem }) => [line, problem.code])).toEqual([
    [at("and now"), "PA-NOT"],
    [at("NAME "), "PA-TABLE"],
    [at('"Pod"'), "PA-NOTHING"],
    [lines.length, "PA-CUT"],
  ]);
});

test("two lists of leases in one paste are two looks, so that leaders settle at once", () => {
  const reading = read(["kubectl-first.json", "kubectl-later.json"].map(recorded).join("\n"));
  const leases = seen(reading, "leases").map(({ atMs }) => atMs);
  expect(new Set(leases).size).toBe(2);
});

test("a report that was made long ago does not make what was pasted with it older", () => {
  const reading = read(`${recorded("kubeadm-report.json")}\n${recorded("etcdctl-healthy.txt")}`, "m1");
  expect(seen(reading, "etcd-status").map(({ atMs }) => atMs)).toEqual([PASTED_AT, PASTED_AT, PASTED_AT]);
});

test.each([
  ["an endpoint status", "| ENDPOINT | ID | VERSION |\n+---+---+---+\n| 10.0.0.1:2379 | 8e9e05c5 | 3.5.0 |"],
  ["a simple endpoint status", "10.0.0.1:2379, 8e9e05c52164694d, 3.5.0, 20 kB, true, false, 2, 5, 5,"],
  ["nodes", "NAME  STATUS  ROLES  AGE  VERSION\nm1  Ready  control-plane  1d  v1.36.3"],
  ["leases", "NAMESPACE  NAME  HOLDER  AGE\nkube-system  kube-scheduler  m1  5d"],
])("%s printed for people is told apart, with one line for the whole table", (_, text) => {
  expect(read(text)).toMatchObject({ ok: false, unread: [{ line: 1, problem: { code: "PA-TABLE" } }] });
});

const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, data: { k: "canary-8d1c" } };
const beside = (value: unknown) => `${recorded("etcdctl-healthy.txt")}\n${JSON.stringify(value, null, 2)}`;

test.each([
  ["a Secret in a list", beside({ apiVersion: "v1", kind: "List", items: [secret] }), "PA-SECRET"],
  ["a list of Secrets", beside({ apiVersion: "v1", kind: "SecretList", items: [secret] }), "PA-SECRET"],
  ["a Secret in YAML", "apiVersion: v1\nkind: Secret\ndata: {k: canary-8d1c}", "PA-SECRET"],
  ["a private key", "-----BEGIN RSA PRIVATE KEY-----\ncanary-8d1c\n-----END RSA PRIVATE KEY-----", "PA-SECRET"],
  ["an EC key", "-----BEGIN EC PRIVATE KEY-----\ncanary-8d1c", "PA-SECRET"],
  ["a key in Base64", "tls.key: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tY2FuYXJ5LThkMWM=", "PA-SECRET"],
  ["a service account's token", `eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlIn0.${"canary-8d1c".repeat(3)}`, "PA-SECRET"],
  ["a join command", "kubeadm join 10.0.0.1:6443 --token abcdef.0123456789abcdef # canary-8d1c", "PA-SECRET"],
  ["a kubeconfig beside an output", beside({ clusters: [], users: [{ token: "canary-8d1c" }] }), "PA-KUBECONFIG"],
])("%s is refused with all that came with it", (_, text, code) => {
  const reading = read(text);
  expect(reading).toMatchObject({ ok: false, problem: { code } });
  expect(JSON.stringify(reading)).not.toContain("canary");
});

test("a Secret that a node's annotation only mentions is none", () => {
  const text = recorded("kubectl-first.json").replace('\\"kind\\":\\"Node\\"', '\\"kind\\":\\"Secret\\"');
  expect(text).toContain('\\"Secret\\"');
  expect(read(text).ok).toBe(true);
});

test.each([
  ["nothing", "  \n", "PA-EMPTY"],
  ["a binary", "a\u0000b", "PA-BINARY"],
  ["13 MB", "x".repeat(13_000_000), "PA-SIZE"],
  ["a kubeconfig, which belongs elsewhere", KUBECONFIG, "PA-KUBECONFIG"],
  ["a text of another kind", "hello {world} [1, 2]", "PA-NOT"],
  ["a list of pods", '{"apiVersion":"v1","kind":"List","items":[{"kind":"Pod"}]}', "PA-NOTHING"],
  ["a node without a status", '{"apiVersion":"v1","kind":"Node","metadata":{"name":"m1"}}', "PA-FORMAT"],
  ["a status without its header", '[{"Endpoint":"10.0.0.1:2379","Status":{"version":"3.6.0"}}]', "PA-FORMAT"],
  [
    "an id beyond 64 bits",
    '[{"Endpoint":"a","Status":{"header":{"cluster_id":1,"member_id":-5},"version":"1"}}]',
    "PA-FORMAT",
  ],
  ["half a document", recorded("kubectl-first.json").slice(0, 4000), "PA-CUT"],
  ["an open string", `[{"Endpoint":"${"x".repeat(1000)}`, "PA-CUT"],
  ["brackets without sense", "{\n".repeat(50_000) + "}\n".repeat(50_000), "PA-CUT"],
  ["deep brackets", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "PA-NOT"],
  ["unclosed brackets on many lines", "{\n".repeat(100_000), "PA-CUT"],
])("%s is refused", (_, text, code) => {
  const reading = read(text);
  expect(reading).toMatchObject({ ok: false, problem: { code } });
  expect(JSON.stringify(reading)).not.toContain("canary");
});

test("a key called __proto__ pollutes nothing", () => {
  read('{"__proto__":{"polluted":true},"kind":"List","apiVersion":"v1","items":[]}');
  expect(Reflect.has({}, "polluted")).toBe(false);
});

test.each([
  ["blanks", " "],
  ["line ends", "\n"],
  ["indented lines", "  \n"],
  ["words that may be keys", "key"],
  ["beginnings of tokens", "eyJ-"],
  ["prompts", "a@b"],
  ["long prompts", `${"a".repeat(60)}@${"b".repeat(100)}\n`],
  ["heads of tables", "CERTIFICATE  EXPIRES  "],
  ["colons", ":1"],
  ["beginnings of keys", "-----BEGIN A "],
  ["kinds", '"kind" '],
])(
  "five megabytes of %s are answered in a moment",
  (_, part) => {
    const text = `${recorded("etcdctl-healthy.txt")}\n${part.repeat(Math.floor(4_900_000 / part.length))}x`;
    expect(read(text).ok).toBe(true);
  },
  20_000,
);
