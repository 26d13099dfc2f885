import * as z from "zod";
import { routes } from "#lib/core/api/index.ts";
import { ColumnField } from "#lib/core/import/draft.ts";
import { refusalText } from "#lib/core/import/refusal.ts";
import { BadInput } from "#lib/http/errors.ts";
import { handle } from "#lib/http/handle.ts";
import { runImport } from "#lib/http/import/runner.ts";

const Mapping = z.array(ColumnField).max(64);

export const POST = handle(routes.parseImport, async ({ params, query, body }) => {
  const { sheet, headerRow, fillDown, concatenate, skipHidden } = query;
  const mapping = readMapping(query.mapping);
  return runImport({
    source: params.source,
    bytes: body,
    choices: { sheet, headerRow, mapping, fillDown, concatenate, skipHidden },
  });
});

function readMapping(text: string | undefined) {
  if (text === undefined) return undefined;
  const mapping = Mapping.safeParse(parseJson(text));
  if (mapping.success) return mapping.data;
  const refusal = { code: "bad-mapping", line: null, column: null, evidence: null } as const;
  throw new BadInput({ code: "import-bad-mapping", detail: refusalText(refusal), extra: { refusal } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
