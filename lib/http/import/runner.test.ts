import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { IMPORT_BODY_MAX } from "#lib/core/api/route-spec.ts";
import { ImportAnswer } from "#lib/core/import/draft.ts";
import type { JsonText } from "#lib/http/answer.ts";
import { BadInput, Unavailable } from "#lib/http/errors.ts";
import { readBytes } from "#lib/http/request/body.ts";
import { runImport } from "./runner.ts";

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const table = (bytes: Uint8Array<ArrayBuffer>, deadlineMs?: number) =>
  runImport({ source: "table", bytes, choices: {} }, deadlineMs);
const answerIn = ({ bytes }: JsonText) => ImportAnswer.parse(JSON.parse(new TextDecoder().decode(bytes)));

function machineTable(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, index) =>
      `k8s-worker${index},10.${index >> 14}.${(index >> 7) & 127}.${(index & 127) + 1},8C-32G-100G+2*500G(ssd),Ubuntu 24.04.1 LTS,worker + storage,rack-${index % 40},CICD + 存储`,
  );
  return ["主机名,IP 地址,配置,系统版本,角色,机柜,说明", ...rows].join("\r\n");
}

const SAMPLE_MS = 10;

/** What something cost all threads, how long the event loop of this thread stood still meanwhile, how far memory rose. */
async function watched<Result>(run: () => Promise<Result>) {
  const start = process.cpuUsage();
  const before = process.memoryUsage.rss();
  let peak = before;
  let cpu = process.threadCpuUsage();
  let blockedMs = 0;
  // Processor time of this thread between two ticks: other processes on a busy machine do not count.
  const sampler = setInterval(() => {
    const used = process.threadCpuUsage(cpu);
    cpu = process.threadCpuUsage();
    blockedMs = Math.max(blockedMs, (used.user + used.system) / 1000);
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_MS);
  const result = await run();
  const { user, system } = process.cpuUsage(start);
  // One more turn, so that the last block is counted.
  await new Promise((resolve) => setTimeout(resolve, 2 * SAMPLE_MS));
  clearInterval(sampler);
  return { result, cpuMs: (user + system) / 1000, blockedMs, grewMB: (peak - before) / 1e6 };
}

const BLOCK_MS_MAX = 100;
const GROWTH_MB_MAX = 100;
/** A page of 5 MB of tags is stopped by the heap limit of its thread. */
const DOM_MB_MAX = 400;

describe("an import in its own thread", () => {
  test("of 5,000 machines takes under 2 s of processor time and leaves the server free", async () => {
    const bytes = bytesOf(machineTable(5000));
    const { result, cpuMs, blockedMs } = await watched(() => table(bytes));
    expect(answerIn(result).draft.machines).toHaveLength(5000);
    expect(answerIn(result).problems).toEqual([]);
    expect(cpuMs).toBeLessThan(2000);
    expect(blockedMs).toBeLessThan(BLOCK_MS_MAX);
  });

  test("of 20,000 machines, the most there can be, leaves the server free as well", async () => {
    const bytes = bytesOf(machineTable(20_000));
    const { result, blockedMs } = await watched(() => table(bytes));
    expect(answerIn(result).draft.machines).toHaveLength(20_000);
    expect(blockedMs).toBeLessThan(BLOCK_MS_MAX);
  });

  test("answers three at once, of which one waits", async () => {
    const answers = await Promise.all([1, 2, 3].map((count) => table(bytesOf(machineTable(count)))));
    expect(answers.map((answer) => answerIn(answer).draft.machines.length)).toEqual([1, 2, 3]);
  });

  test("refuses when too many wait, and reads again afterwards", async () => {
    const calls = Array.from({ length: 12 }, () =>
      table(bytesOf(machineTable(1))).then(
        () => "read",
        (error) => error,
      ),
    );
    const outcomes = await Promise.all(calls);
    expect(outcomes.filter((outcome) => outcome === "read")).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome instanceof Unavailable)).toHaveLength(2);
    expect(answerIn(await table(bytesOf(machineTable(1)))).draft.machines).toHaveLength(1);
  });
});

const zeros = new Uint8Array(60_000_000);
const HOSTILE: readonly (readonly [string, () => Uint8Array<ArrayBuffer>, string])[] = [
  ["a million rows", () => bytesOf("a,1\n".repeat(1_000_000)), "import-too-many-rows"],
  ["one line of 5 MB", () => bytesOf("x".repeat(4_999_999)), "import-cell-too-long"],
  ["5 MB of delimiters", () => bytesOf(",".repeat(4_999_999)), "import-too-many-columns"],
  ["5 MB of quotes", () => bytesOf('"'.repeat(4_999_999)), "import-quote-not-closed"],
  ["5 MB of bars", () => bytesOf("|".repeat(4_999_999)), "import-too-many-columns"],
  ["a quote that is never closed", () => bytesOf(`host,ip\n"${"a,1\n".repeat(100_000)}`), "import-quote-not-closed"],
  ["NUL", () => bytesOf("host,ip\na\u0000,1"), "import-binary"],
  ["a bomb of 60 MB", () => zipSync({ "xl/a.xml": [zeros, { level: 1 }] }), "import-unsafe-archive"],
  ["an XML entity bomb", () => zipSync({ "xl/a.xml": strToU8("<!DOCTYPE a [<!ENTITY b 'b'>]>") }), "import-unsafe-xml"],
  ["5 MB of open tags", () => bytesOf(`<table>${"<b><i><a>".repeat(500_000)}`), "import-"],
  ["5 MB of nested tables", () => bytesOf("<table><tr><td>".repeat(300_000)), "import-"],
  ["5 MB of JSON brackets", () => bytesOf("[".repeat(4_999_999)), "import-not-json"],
];

describe("a hostile file is refused with a code while the server stays free:", () => {
  test.each(HOSTILE)("%s", { timeout: 30_000 }, async (_name, make, code) => {
    const bytes = make();
    const { result, blockedMs, grewMB } = await watched(() => table(bytes).catch((error: unknown) => error));
    expect(grewMB).toBeLessThan(code === "import-" ? DOM_MB_MAX : GROWTH_MB_MAX);
    expect(result).toBeInstanceOf(BadInput);
    expect(result instanceof BadInput && result.code).toContain(code);
    expect(blockedMs).toBeLessThan(BLOCK_MS_MAX);
  });

  test("what takes too long is stopped and said, and the next import gets its own answer", async () => {
    const outcome = table(bytesOf(machineTable(20_000)), 1);
    await expect(outcome).rejects.toMatchObject({ status: 422, code: "import-too-slow" });
    expect(answerIn(await table(bytesOf(machineTable(3)))).draft.machines).toHaveLength(3);
  });
});

test("a line of 100 MB is given up at the cap of the body, not read", async () => {
  let sentMB = 0;
  const body = new ReadableStream({
    pull(controller) {
      sentMB += 1;
      if (sentMB > 100) controller.close();
      else controller.enqueue(new Uint8Array(1_000_000).fill(120));
    },
  });
  const init = { method: "POST", body, duplex: "half" };
  const request = new Request("http://localhost/", init);
  await expect(readBytes(request, IMPORT_BODY_MAX)).rejects.toMatchObject({ status: 413 });
  expect(sentMB).toBeLessThan(10);
});

test("a password in a sheet appears nowhere in the answer", async () => {
  const canary = "hunter2-canary";
  const json = await table(
    bytesOf(`主机名,IP,root 密码,说明\na,10.0.0.1,${canary},"登录 password=${canary}"\nb,10.0.0.300,${canary},\n`),
  );
  expect(new TextDecoder().decode(json.bytes)).not.toContain(canary);
  expect(answerIn(json).dropped).toMatchObject({ passwordColumns: 1, secretCells: 1 });
});
