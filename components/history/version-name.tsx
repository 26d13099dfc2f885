"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";

export interface VersionNameProps {
  slug: string;
  version: number;
  name: string | null;
}

/** Labels a version; an empty text takes the label away. */
export function VersionName({ slug, version, name }: VersionNameProps) {
  const t = useTranslations("history");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const [text, setText] = useState(name ?? "");
  const save = useMutation({
    mutationFn: () => call(routes.nameVersion, { params: { slug, version }, body: { name: text.trim() } }),
    onSuccess: async () => {
      toast({ text: t("named", { version }) });
      await queries.invalidateQueries({ queryKey: ["history", slug] });
      await queries.invalidateQueries({ queryKey: ["history-entry", slug, version] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex items-start gap-2">
      <Field
        className="max-w-sm flex-1"
        label={t("name")}
        hint={t("nameHint")}
        error={save.isError ? textOf(save.error) : undefined}
      >
        <TextInput maxLength={120} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Button type="submit" className="mt-6" disabled={save.isPending || text.trim() === (name ?? "")}>
        {common("save")}
      </Button>
    </form>
  );
}
