import { expect, test } from "vitest";
import { readTable, refusalOf } from "#lib/testing/import-samples.ts";
import { decode } from "./decode.ts";

/** Written by Python's gb18030 codec; the last character needs four bytes. */
const GB18030 = Buffer.from(
  "1ve7+sP7LElQILXY1rcsxeTWw6OoQ1BVLcTatOYt07LFzKOpLM+1zbOw5rG+LMu1w/cNCms4cy1zbGIxLDE3Mi4zMC4xNS4xMSwyQy00Ry01MEcsQ2VudE9TIDcuOCy4utTYvvm64iAmIIE57jkNCg==",
  "base64",
);

test("a table saved by a Chinese Excel as CSV is read as GB18030", async () => {
  const { draft, problems } = await readTable(new Uint8Array(GB18030));
  expect(draft.encoding).toBe("gb18030");
  expect(problems).toEqual([]);
  expect(draft.columns.map(({ header }) => header)).toEqual([
    "主机名",
    "IP 地址",
    "配置（CPU-内存-硬盘）",
    "系统版本",
    "说明",
  ]);
  expect(draft.machines[0]).toMatchObject({
    hostname: "k8s-slb1",
    cpuCores: 2,
    remark: "负载均衡 & 㐀",
    roles: ["lb"],
  });
});

test.each([
  ["UTF-8", Buffer.from("主机名,IP"), "utf-8"],
  ["UTF-8 with a mark", Buffer.from("\ufeff主机名,IP"), "utf-8"],
  ["UTF-16 without a mark", Buffer.from("host,ip\r\na,10.0.0.1", "utf16le"), "utf-16le"],
])("%s is told apart", (_name, bytes, encoding) => {
  const decoded = decode(new Uint8Array(bytes));
  expect(decoded.ok && decoded.value.encoding).toBe(encoding);
});

test("text with NUL is refused with its place", async () => {
  expect(await refusalOf("host,ip\na,10.0.0.1\nb\u0000,10.0.0.2")).toEqual({
    code: "binary",
    line: 3,
    column: 2,
    evidence: null,
  });
});

test("bytes that are neither UTF-8 nor GB18030 are refused with their line", async () => {
  const mixed = Buffer.concat([Buffer.from("host,ip,说明\na,10.0.0.1,"), Buffer.from([0xff, 0xff, 0x0a])]);
  expect(await refusalOf(new Uint8Array(mixed))).toMatchObject({ code: "mixed-encoding", line: 2 });
});
