import { HttpProblem } from "#lib/http/errors.ts";
import { refuseUnstorable } from "./storable.ts";

/** Reads the body while counting, so that a body over the cap is never held whole. Throws 413. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  refuseEncoded(request.headers);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > maxBytes) {
      await reader?.cancel().catch(() => undefined);
      throw tooLarge(maxBytes);
    }
    chunks.push(part.value);
  }
  return joined(chunks, length);
}

/** Reads a JSON body. Throws 415, 413, or 400 when it is not JSON. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new HttpProblem(415, {
      code: "not-json",
      detail: `This route takes JSON. Send the header "content-type: application/json".`,
    });
  }
  const bytes = await readBytes(request, maxBytes);
  const { text, value } = parsed(bytes);
  refuseUnstorable(text, value);
  return value;
}

function parsed(bytes: Uint8Array): { readonly text: string; readonly value: unknown } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text, value: JSON.parse(text) };
  } catch (cause) {
    throw new HttpProblem(400, { code: "malformed-json", detail: malformed(bytes, cause), cause });
  }
}

// The engine's own message quotes the text around the fault, which may be a password: only the place is passed on.
function malformed(bytes: Uint8Array, cause: unknown): string {
  if (bytes.length === 0) return "The body is empty; this route takes a JSON object.";
  const place = cause instanceof Error ? /position (\d+)/.exec(cause.message)?.[1] : undefined;
  const where = place === undefined ? "" : ` at character ${place}`;
  return `The body is not valid JSON in UTF-8: it stops making sense${where}.`;
}

function refuseEncoded(headers: Headers): void {
  const encoding = headers.get("content-encoding");
  if (encoding === null || encoding === "identity") return;
  throw new HttpProblem(415, {
    code: "encoded-body",
    detail: "Compressed bodies are not read, because their size is unknown. Send the body without content-encoding.",
  });
}

function tooLarge(maxBytes: number): HttpProblem {
  return new HttpProblem(413, {
    code: "body-too-large",
    detail: `The body is larger than this route takes (${maxBytes.toLocaleString("en")} bytes). Send less at a time.`,
    extra: { maxBytes },
  });
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
