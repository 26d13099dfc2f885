import { expect, test } from "vitest";
import { wrongMethod } from "./wrong-method.ts";

test.each([
  ["DELETE", "/api/v1/clusters", "GET, POST, HEAD, OPTIONS"],
  ["PATCH", "/api/v1/clusters/prod/plan?x=1", "GET, PUT, HEAD, OPTIONS"],
  ["GET", "/api/v1/imports/table", "POST, OPTIONS"],
  ["TRACE", "/api/v1/healthz", "GET, HEAD, OPTIONS"],
])("%s %s is answered with a problem that names the methods there are", async (method, url, allow) => {
  const answer = wrongMethod({ method, url });
  expect(answer?.status).toBe(405);
  expect(answer?.headers.get("allow")).toBe(allow);
  expect(answer?.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer?.json()).toMatchObject({ status: 405, title: "Method Not Allowed", code: "wrong-method" });
});

test.each([
  ["GET", "/api/v1/clusters/prod"],
  ["HEAD", "/api/v1/clusters"],
  ["OPTIONS", "/api/v1/imports/table"],
  ["DELETE", "/api/v1/no-such-route"],
  ["DELETE", "/api/v1/clusters/prod/plan/edits/more"],
  ["POST", "/clusters/prod/design"],
])("%s %s is none of its business", (method, url) => {
  expect(wrongMethod({ method, url })).toBeNull();
});
