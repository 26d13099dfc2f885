"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useFieldName } from "#components/import/import-words.ts";
import type { Choices, Parsed } from "#components/import/use-parse.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { ColumnField, type ImportQuestion } from "#lib/core/import/draft.ts";

interface QuestionsProps {
  parsed: Parsed;
  onChoose: (change: Choices) => void;
}

/** What only the person can know: the answer is a tick, and no tick is the careful answer. */
export function Questions({ parsed, onChoose }: QuestionsProps) {
  const t = useTranslations("import");
  const { questions } = parsed.answer;
  const hidden = parsed.answer.dropped.hiddenRows;
  const asked: readonly ImportQuestion[] =
    hidden > 0 ? [...questions, { code: "hidden-rows", fields: [], count: hidden }] : questions;
  if (asked.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-1 rounded-md border border-info px-3 py-2">
      <legend className="px-1 text-sm font-medium">{t("questions")}</legend>
      {asked.map((question) => (
        <Question key={question.code} question={question} choices={parsed.choices} onChoose={onChoose} />
      ))}
    </fieldset>
  );
}

interface QuestionProps {
  question: ImportQuestion;
  choices: Choices;
  onChoose: (change: Choices) => void;
}

function Question({ question, choices, onChoose }: QuestionProps) {
  const t = useTranslations("import");
  const format = useFormatter();
  const fieldName = useFieldName();
  const { code, count, fields } = question;
  const names = fields.map((field) => {
    const known = ColumnField.safeParse(field);
    return known.success ? fieldName(known.data) : field;
  });
  const values = { count, fields: format.list(names, { type: "unit" }) };
  switch (code) {
    case "fill-down":
      return (
        <Checkbox
          label={t("question.fillDown", values)}
          checked={choices.fillDown === true}
          onChange={(fillDown) => onChoose({ fillDown })}
        />
      );
    case "two-columns":
      return (
        <Checkbox
          label={t("question.twoColumns", values)}
          checked={choices.concatenate === true}
          onChange={(concatenate) => onChoose({ concatenate })}
        />
      );
    case "hidden-rows":
      return (
        <Checkbox
          label={t("question.hiddenRows", values)}
          checked={choices.skipHidden === true}
          onChange={(skipHidden) => onChoose({ skipHidden })}
        />
      );
    case "which-sheet":
      return <p>{t("question.whichSheet", values)}</p>;
  }
}
