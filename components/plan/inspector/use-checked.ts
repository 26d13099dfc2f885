import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import type * as z from "zod";
import type { Edit } from "#lib/core/plan/edit.ts";
import { usePlanActions } from "#lib/query/plan-editor.tsx";

const NO_ERRORS: ReadonlyMap<string, string> = new Map();

/** Texts of what a schema refused, by dotted path; the reason is ours, the path is the schema's. */
function useIssueTexts(): (error: z.ZodError) => ReadonlyMap<string, string> {
  const t = useTranslations("inspector");
  return useCallback(
    (error) => {
      const texts = error.issues.map(({ code, path }): [string, string] => {
        const key = t.has(`error.${code}`) ? code : "custom";
        return [path.join("."), t(`error.${key}`)];
      });
      return new Map(texts);
    },
    [t],
  );
}

/** Posts an edit and answers whether it was taken; what was refused is kept as one text until the next one. */
export function usePosted() {
  const t = useTranslations("problems");
  const { edit, canEdit } = usePlanActions();
  const [refusal, setRefusal] = useState<string | null>(null);
  const post = useCallback(
    (wish: Edit, label?: string): boolean => {
      const outcome = edit(wish, label);
      setRefusal(outcome.ok ? null : outcome.problems.map(({ code, values }) => t(code, values)).join(" "));
      return outcome.ok;
    },
    [edit, t],
  );
  return { post, refusal, canEdit };
}

interface Checked {
  /** What the form shows: the stored value, or a draft that the schema does not take yet. */
  readonly value: unknown;
  readonly errors: ReadonlyMap<string, string>;
  readonly onChange: (next: unknown) => boolean;
}

interface Check<Value> {
  readonly schema: z.ZodType<Value>;
  readonly stored: unknown;
  readonly store: (value: Value) => boolean;
}

/** A value that is stored once its schema takes it; until then the draft stays in the form with its errors. */
export function useChecked<Value>({ schema, stored, store }: Check<Value>): Checked {
  const texts = useIssueTexts();
  const [draft, setDraft] = useState<{ readonly value: unknown; readonly errors: ReadonlyMap<string, string> } | null>(
    null,
  );
  const onChange = (next: unknown): boolean => {
    const result = schema.safeParse(next);
    if (result.success && store(result.data)) {
      setDraft(null);
      return true;
    }
    setDraft({ value: next, errors: result.success ? NO_ERRORS : texts(result.error) });
    // The draft holds what was typed: the field may let go of its text.
    return true;
  };
  return { value: draft === null ? stored : draft.value, errors: draft?.errors ?? NO_ERRORS, onChange };
}
