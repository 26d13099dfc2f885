import { describe, expect, test } from "vitest";
import { readBytes, readJson } from "./body.ts";

const JSON_TYPE = { "content-type": "application/json" };

function post(body: BodyInit, headers: Record<string, string> = JSON_TYPE): Request {
  // A streamed body needs `duplex`, which the DOM's types do not know yet.
  const init = { method: "POST", body, headers, duplex: "half" };
  return new Request("http://localhost/", init);
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "read",
    (thrown: unknown) => (thrown instanceof Error && "code" in thrown ? thrown.code : thrown),
  );
}

test("a body of exactly the cap is read, one byte more is not", async () => {
  expect(await readBytes(post("x".repeat(100)), 100)).toHaveLength(100);
  expect(await codeOf(readBytes(post("x".repeat(101)), 100))).toBe("body-too-large");
});

test("an endless body is cut off at the cap, whatever length it claims", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1000;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  expect(await codeOf(readBytes(post(endless), 10_000))).toBe("body-too-large");
  expect(sent).toBeLessThan(15_000);
});

test("a length over the cap is refused before a single byte is read", async () => {
  const request = post("x", { "content-length": "999999" });
  expect(await codeOf(readBytes(request, 100))).toBe("body-too-large");
  expect(request.bodyUsed).toBe(false);
});

describe("JSON is read only when it says so and is so", () => {
  test.each([
    [post('{"a":1}'), "read"],
    [post('{"a":1}', { "content-type": "application/json; charset=utf-8" }), "read"],
    [post('{"a":1}', { "content-type": "text/plain" }), "not-json"],
    [post('{"a":1}', { "content-type": "application/x-www-form-urlencoded" }), "not-json"],
    [post('{"a":1}', { "content-type": "text/plain; application/json" }), "not-json"],
    [post('{"a":1}', { ...JSON_TYPE, "content-encoding": "gzip" }), "encoded-body"],
    [post(""), "malformed-json"],
    [post('{"a":'), "malformed-json"],
    [post("{a:1}"), "malformed-json"],
    [post(new Uint8Array([0x22, 0xff, 0x22])), "malformed-json"],
    [post('{"a":"\\u0000"}'), "unstorable-text"],
    [post('{"a":["\\ud800"]}'), "unstorable-text"],
    [post('{"\\u0000":1}'), "unstorable-text"],
    [post('{"a":"\\ud83d\\ude00"}'), "read"],
    [post('{"a":"\\\\u0000"}'), "read"],
  ])("%#", async (request, expected) => {
    expect(await codeOf(readJson(request, 1000))).toBe(expected);
  });
});

test("the refusal of broken JSON does not repeat what was in it", async () => {
  const thrown = await readJson(post('{"password":"hunter2" oops'), 1000).catch((error: unknown) => error);
  expect(thrown instanceof Error ? thrown.message : "").toMatch(/character \d+/);
  expect(thrown instanceof Error ? thrown.message : "hunter2").not.toContain("hunter2");
});

test("a hundred thousand brackets are read or refused, but break nothing", async () => {
  const deep = `{"a":${"[".repeat(100_000)}"\\u0000"${"]".repeat(100_000)}}`;
  expect(await codeOf(readJson(post(deep), 1_000_000))).toBe("unstorable-text");
});
