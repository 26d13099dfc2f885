"use client";
import { useMutation } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { routes } from "#lib/core/api/index.ts";
import type { ColumnField, ImportAnswer } from "#lib/core/import/draft.ts";
import { call } from "#lib/query/api.ts";
import type { ImportSource } from "./import-source.ts";
import { rememberedMapping } from "./remembered-mapping.ts";

/** What the person decided about the source so far; everything else the server works out. */
export interface Choices {
  readonly sheet?: string;
  readonly headerRow?: number;
  readonly mapping?: readonly ColumnField[];
  readonly fillDown?: boolean;
  readonly concatenate?: boolean;
  readonly skipHidden?: boolean;
}

export interface Parsed {
  readonly source: ImportSource;
  readonly choices: Choices;
  readonly answer: ImportAnswer;
  /** The mapping is the one of last time, not the server's proposal. */
  readonly isRemembered: boolean;
}

async function parse(source: ImportSource, choices: Choices): Promise<ImportAnswer> {
  const { mapping, ...query } = choices;
  return call(routes.parseImport, {
    params: { source: source.kind },
    query: {
      ...Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
      ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }),
      ...(source.name === null ? {} : { filename: source.name.slice(0, 255) }),
    },
    body: source.body,
  });
}

/** The first look takes up the mapping of last time, when the same headers were mapped before. */
async function parseFirst(source: ImportSource): Promise<Parsed> {
  const answer = await parse(source, {});
  const mapping = rememberedMapping(answer.draft.columns);
  const isSame = mapping?.every((field, index) => field === answer.draft.columns[index]?.field) ?? true;
  if (mapping === null || isSame) return { source, choices: {}, answer, isRemembered: false };
  return { source, choices: { mapping }, answer: await parse(source, { mapping }), isRemembered: true };
}

/** Reads a source on the server, and reads it again whenever a choice changes. */
export function useParse() {
  const [parsed, setParsed] = useState<Parsed | null>(null);
  const reading = useMutation({
    mutationFn: ({ source, choices }: { source: ImportSource; choices: Choices | null }) =>
      choices === null
        ? parseFirst(source)
        : parse(source, choices).then((answer): Parsed => ({ source, choices, answer, isRemembered: false })),
    onSuccess: setParsed,
  });
  const { mutate, reset } = reading;
  const read = useCallback((source: ImportSource) => mutate({ source, choices: null }), [mutate]);
  const choose = useCallback(
    (change: Choices) => {
      if (parsed !== null) mutate({ source: parsed.source, choices: { ...parsed.choices, ...change } });
    },
    [mutate, parsed],
  );
  const forget = useCallback(() => {
    setParsed(null);
    reset();
  }, [reset]);
  return { parsed, read, choose, forget, isReading: reading.isPending, error: reading.error };
}
