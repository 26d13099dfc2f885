"use client";
import { useCallback, useRef, useState } from "react";
import { rememberedMapping } from "#components/import/mapping/remembered-mapping.ts";
import { routes } from "#lib/core/api/index.ts";
import type { ColumnField, ImportAnswer } from "#lib/core/import/draft.ts";
import { call } from "#lib/query/api.ts";
import type { ImportSource } from "./import-source.ts";

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
  /** As the person sees them: ahead of `answer` while a choice is being read. */
  readonly choices: Choices;
  readonly answer: ImportAnswer;
  /** The mapping is the one of last time, not the server's proposal. */
  readonly isRemembered: boolean;
}

interface Reading {
  readonly parsed: Parsed | null;
  readonly isReading: boolean;
  readonly error: unknown;
}

/** Reads a source on the server, and reads it again whenever a choice changes; the last choice wins. */
export function useParse() {
  const [reading, setReading] = useState<Reading>({ parsed: null, isReading: false, error: null });
  const turn = useRef(0);
  const run = useCallback(async (wanted: () => Promise<Parsed>) => {
    turn.current += 1;
    const own = turn.current;
    setReading((before) => ({ ...before, isReading: true, error: null }));
    const outcome = await wanted().then(
      (parsed) => ({ parsed, error: null }),
      (error: unknown) => ({ parsed: null, error }),
    );
    if (own !== turn.current) return;
    setReading((before) => ({ parsed: outcome.parsed ?? before.parsed, isReading: false, error: outcome.error }));
  }, []);
  const read = useCallback((source: ImportSource) => void run(() => parseFirst(source)), [run]);
  const { parsed } = reading;
  const choose = (change: Choices) => {
    if (parsed === null) return;
    const ahead = { ...parsed, choices: withoutStale({ ...parsed.choices, ...change }, change), isRemembered: false };
    setReading((before) => ({ ...before, parsed: ahead }));
    void run(() => parse(ahead.source, ahead.choices).then((answer) => ({ ...ahead, answer })));
  };
  return { ...reading, read, choose };
}

/** Another sheet or header means other columns: a mapping made for the old ones would be nonsense. */
function withoutStale({ mapping, headerRow, ...kept }: Choices, change: Choices): Choices {
  const isOtherTable = change.sheet !== undefined || change.headerRow !== undefined;
  return {
    ...kept,
    ...(headerRow === undefined || change.sheet !== undefined ? {} : { headerRow }),
    ...(mapping === undefined || isOtherTable ? {} : { mapping }),
  };
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
