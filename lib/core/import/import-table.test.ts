import { describe, expect, test } from "vitest";
import { machineTable } from "#lib/core/export/table.ts";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { blankPlan } from "#lib/core/plan/plan.ts";
import { totalsOf } from "#lib/core/plan/totals.ts";
import { CHINESE_ROWS, readTable, SEED_TABLE } from "#lib/testing/import-samples.ts";
import { importEdit } from "./merge/import-edit.ts";

const NONE_OUT = { leftOut: new Set<number>(), mintId: () => "unused" };

describe("the table of the article, pasted as printed", () => {
  test("with blanks filled down it is the plan of the article", async () => {
    const { draft, problems, dropped } = await readTable(SEED_TABLE, { fillDown: true });
    const { machines } = draft;
    expect(totalsOf(machines)).toMatchObject({ machines: 8, cpuCores: 52, memoryMiB: 200 * 1024, systemDiskGB: 2050 });
    expect(machines.map(({ hostname, roles }) => `${hostname} ${roles.join("+")}`)).toEqual([
      "k8s-slb1 lb",
      "k8s-slb2 lb",
      "k8s-master1 control-plane+etcd",
      "k8s-master2 control-plane+etcd",
      "k8s-master3 control-plane+etcd",
      "k8s-worker1 worker+storage",
      "k8s-worker2 worker+storage",
      "k8s-worker3 worker+storage",
    ]);
    expect(machines.every(({ areRolesInferred }) => areRolesInferred === true)).toBe(true);
    expect(machines.map(({ ips, ipToAssignIn }) => [ips, ipToAssignIn])).toEqual(
      Array.from({ length: 8 }, () => [[], "172.30.15.0/24"]),
    );
    expect(problems).toEqual([]);
    expect(dropped.emptyRows).toBe(0);
  });

  test("blanks stay blank until the person agrees, and are counted", async () => {
    const { draft, questions } = await readTable(SEED_TABLE);
    expect(questions).toEqual([{ code: "fill-down", fields: ["remark"], count: 5 }]);
    expect(draft.machines.map(({ remark }) => remark)).toEqual([
      "Keepalived & HAProxy",
      undefined,
      "master+etcd",
      undefined,
      undefined,
      "CICD + Storage",
      undefined,
      undefined,
    ]);
    expect(draft.machines[4]?.roles).toEqual(["control-plane"]);
  });

  test("goes out of the classic export cell by cell as it came in", async () => {
    const { draft } = await readTable(SEED_TABLE, { fillDown: true });
    const { edit } = importEdit(blankPlan("p"), draft.machines, { ...NONE_OUT, mintId: idsOf(draft.machines) });
    const outcome = applyEdit(blankPlan("p"), edit ?? { type: "renamePlan", name: "p" });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    const table = machineTable(outcome.plan, { preset: "classic", lang: "en", mask: "none" });
    const printed = SEED_TABLE.trim().split("\n").slice(2);
    const cells = printed.map((line) => line.split("|").map((cell) => cell.trim()));
    expect(table.rows.map((row) => row.cells)).toEqual(cells.map((row) => [...row, ""].slice(0, 5)));
  });

  test("is found in the whole article among its other tables", async () => {
    const article = `Four resources\nCategory | Resource objects |\n---|---|\nStore | Volume |\n\nMachine planning\n${SEED_TABLE}\nSoftware name | Software version | explain |\n---|---|---|\nKubeSphere | 3.2.1 | latest |`;
    const { draft } = await readTable(article);
    expect(draft).toMatchObject({ sheet: "#2", sheets: ["#1", "#2", "#3"], format: "pipe" });
    expect(draft.machines).toHaveLength(8);
  });
});

function idsOf(machines: readonly { readonly id: string }[]): () => string {
  const ids = machines.map(({ id }) => id);
  return () => ids.shift() ?? "none";
}

const csv = (rows: readonly (readonly string[])[], delimiter = ",") =>
  rows
    .map((row) =>
      row.map((cell) => (/[",;\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter),
    )
    .join("\r\n");
const html = (rows: readonly (readonly string[])[]) =>
  `<html><body><!--StartFragment--><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell.replace("&", "&amp;")}</td>`).join("")}</tr>`).join("")}</table></body></html>`;
const markdown = (rows: readonly (readonly string[])[]) =>
  rows
    .map((row, index) => `| ${row.join(" | ")} |${index === 0 ? `\n|${" --- |".repeat(row.length)}` : ""}`)
    .join("\n");

const ENGLISH_ROWS = [["Host name", "IP Address", "Spec", "OS version", "Role", "Remark"], ...CHINESE_ROWS.slice(1)];

describe.each([
  ["Chinese", CHINESE_ROWS],
  ["English", ENGLISH_ROWS],
])("a table with %s headers", (_, rows) => {
  test.each([
    ["csv", csv(rows), "csv"],
    ["csv with a mark", `\ufeff${csv(rows)}`, "csv"],
    ["tab-separated", csv(rows, "\t"), "csv"],
    ["semicolons", csv(rows, ";"), "csv"],
    ["Markdown", markdown(rows), "markdown"],
    ["HTML", html(rows), "html"],
    ["a title above the header", csv([["机器规划 2026"], [], ...rows]), "csv"],
  ])("comes in from %s", async (_name, text, format) => {
    const { draft, problems } = await readTable(text);
    expect(draft.format).toBe(format);
    expect(problems).toEqual([]);
    expect(draft.columns.map(({ field, confidence }) => `${field} ${confidence}`)).toEqual(
      ["hostname", "ip", "spec", "os", "role", "remark"].map((field) => `${field} exact`),
    );
    expect(
      draft.machines.map(({ hostname, ips, roles, cpuCores, memoryMiB, disks, os, osVersion }) => [
        hostname,
        ips,
        roles,
        cpuCores,
        memoryMiB,
        disks.map(({ sizeGB }) => sizeGB),
        os,
        osVersion,
      ]),
    ).toEqual([
      ["k8s-slb1", ["172.30.15.11"], ["lb"], 2, 4096, [50], "CentOS", "7.8"],
      ["k8s-master1", ["172.30.15.21"], ["control-plane", "etcd"], 8, 32_768, [150], "CentOS", "7.8"],
      ["k8s-worker1", ["172.30.15.31"], ["worker", "storage"], 8, 32_768, [500], "CentOS", "7.8"],
    ]);
    expect(draft.machines.some(({ areRolesInferred }) => areRolesInferred)).toBe(false);
    expect(draft.machines[0]?.remark).toBe("Keepalived & HAProxy");
  });

  test.each([
    ["UTF-16 little endian", "utf-16le"],
    ["UTF-16 big endian", "utf-16be"],
  ])("comes in as %s", async (_name, encoding) => {
    const { draft } = await readTable(utf16(`\ufeff${csv(rows)}`, encoding === "utf-16be"));
    expect(draft.encoding).toBe(encoding);
    expect(draft.machines[1]?.remark).toBe("主控");
  });
});

function utf16(text: string, isBigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(text, "utf16le"));
  return isBigEndian ? new Uint8Array(Buffer.from(bytes).swap16()) : bytes;
}

describe("columns", () => {
  test("separate columns take units from the header and from the cell", async () => {
    const { draft, problems } = await readTable(
      csv([
        ["主机名", "CPU(核)", "内存(G)", "系统盘(G)", "数据盘(GB)"],
        ["a1", "8", "32", "100", "500+1T"],
        ["a2", "8核", "64G", "0.5T", "2*500"],
        ["a3", "4 vCPU", "4096M", "100GB", "400+"],
      ]),
    );
    expect(problems).toEqual([]);
    expect(draft.machines.map(({ cpuCores, memoryMiB, disks }) => [cpuCores, memoryMiB, disks])).toEqual([
      [8, 32_768, [{ sizeGB: 100 }, { sizeGB: 500 }, { sizeGB: 1000 }]],
      [8, 65_536, [{ sizeGB: 500 }, { sizeGB: 500 }, { sizeGB: 500 }]],
      [4, 4096, [{ sizeGB: 100 }, { sizeGB: 400, atLeast: true }]],
    ]);
  });

  test("two remark columns are a question; joined when the person agrees", async () => {
    const text = csv([
      ["主机名", "IP", "用途", "备注"],
      ["a", "10.0.0.1", "数据库", "借用"],
    ]);
    const asked = await readTable(text);
    expect(asked.questions).toEqual([{ code: "two-columns", fields: ["remark"], count: 1 }]);
    expect(asked.draft.machines[0]?.remark).toBe("数据库");
    expect((await readTable(text, { concatenate: true })).draft.machines[0]?.remark).toBe("数据库; 借用");
  });

  test("a chosen mapping wins over the names", async () => {
    const text = csv([
      ["foo", "bar", "主机名"],
      ["10.0.0.1", "h1", "ignored"],
    ]);
    const { draft } = await readTable(text, { mapping: ["ip", "hostname", "ignore"] });
    expect(draft.machines[0]).toMatchObject({ hostname: "h1", ips: ["10.0.0.1"] });
  });

  test("a block without a header is recognised by its values", async () => {
    const { draft } = await readTable("node-1\t10.0.0.1\t8C-32G-100G\nnode-2\t10.0.0.2\t8C-32G-100G");
    expect(draft.headerRow).toBeNull();
    expect(draft.columns.map(({ field, confidence }) => [field, confidence])).toEqual([
      ["hostname", "guess"],
      ["ip", "guess"],
      ["spec", "guess"],
    ]);
    expect(draft.machines).toHaveLength(2);
  });

  test("totals, repeated headers, VIP rows and a software table below are not machines", async () => {
    const { draft, dropped } = await readTable(
      csv([
        ["主机名", "IP", "角色"],
        ["a", "10.0.0.1", "worker"],
        ["", "10.0.0.100", "VIP"],
        ["主机名", "IP", "角色"],
        ["b", "10.0.0.2", "worker"],
        ["合计: 2 台", "", ""],
        [],
        ["软件", "版本", "说明"],
        ["KubeSphere", "3.2.1", ""],
      ]),
    );
    expect(draft.machines.map(({ hostname }) => hostname)).toEqual(["a", "b"]);
    expect(dropped).toMatchObject({ totalRows: 1, otherRows: 3, vips: ["10.0.0.100"], emptyRows: 1 });
  });
});

test("`kubectl get nodes -o wide` comes in with systems of several words and empty cells", async () => {
  const { draft, problems, questions } = await readTable(`$ kubectl get nodes -o wide
NAME      STATUS   ROLES                AGE   VERSION   INTERNAL-IP    EXTERNAL-IP   OS-IMAGE                KERNEL-VERSION          CONTAINER-RUNTIME
master1   Ready    control-plane,etcd   12d   v1.34.3   172.30.15.21   <none>        Ubuntu 24.04.1 LTS      6.8.0-45-generic        containerd://2.1.4
worker1   Ready    <none>               12d   v1.34.3   172.30.15.31   <none>        CentOS Linux 7 (Core)   3.10.0-1160.el7.x86_64  containerd://2.1.4
`);
  expect({ problems, questions }).toEqual({ problems: [], questions: [] });
  expect(draft.machines).toMatchObject([
    {
      hostname: "master1",
      roles: ["control-plane", "etcd"],
      os: "Ubuntu",
      osVersion: "24.04.1",
      kubeletVersion: "v1.34.3",
    },
    {
      hostname: "worker1",
      roles: ["worker"],
      areRolesInferred: true,
      os: "CentOS",
      osVersion: "7",
      kernel: "3.10.0-1160.el7.x86_64",
    },
  ]);
});

test("`kubectl get nodes -o json` brings sizes, rounded up to what was sold, and says so", async () => {
  const node = {
    metadata: { name: "w1", labels: { "node-role.kubernetes.io/worker": "", "topology.kubernetes.io/zone": "a" } },
    status: {
      addresses: [{ type: "InternalIP", address: "10.0.0.5" }],
      capacity: { cpu: "8", memory: "32781480Ki" },
      nodeInfo: {
        osImage: "Debian GNU/Linux 13",
        kernelVersion: "6.12",
        kubeletVersion: "v1.35.0",
        architecture: "amd64",
      },
    },
  };
  const { draft, problems } = await readTable(JSON.stringify({ kind: "NodeList", items: [node] }));
  expect(draft.machines[0]).toMatchObject({
    hostname: "w1",
    cpuCores: 8,
    memoryMiB: 32_768,
    zone: "a",
    arch: "amd64",
    roles: ["worker"],
  });
  expect(problems).toMatchObject([{ code: "memory-rounded", field: "memory", isBlocking: false }]);
});
