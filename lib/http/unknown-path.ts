import { randomUUID } from "node:crypto";
import { NotFound } from "./errors.ts";
import { answerHeaders } from "./headers.ts";
import { problemAnswer } from "./problem.ts";

/** Answers for every path under the API that no route has, with a problem instead of a page. */
export async function unknownPath(request: Request): Promise<Response> {
  const requestId = randomUUID();
  const missing = new NotFound({
    code: "no-such-route",
    detail: "There is no such route. /api/v1/openapi.json lists them all.",
  });
  const headers = answerHeaders(request.headers, requestId);
  return problemAnswer(missing, { requestId, routeId: "unknown", headers });
}
