"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { PasswordInput } from "#components/ui/text-input.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { User } from "#lib/core/api/access.ts";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { PASSWORD_MIN } from "./add-person-dialog.tsx";

export interface PasswordDialogProps {
  user: User;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** An admin sets a password for someone who forgot theirs. */
export function PasswordDialog({ user, ...dialog }: PasswordDialogProps) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const toast = useToast();
  const [password, setPassword] = useState("");
  const { id, name } = user;
  const save = useMutation({
    mutationFn: () => call(routes.changeUser, { params: { id }, body: { password } }),
    onSuccess: () => {
      toast({ text: t("people.passwordSet", { name }) });
      setPassword("");
      dialog.onOpenChange(false);
    },
  });
  return (
    <FormDialog
      {...dialog}
      title={t("people.passwordTitle", { name })}
      description={t("people.passwordText")}
      submitLabel={common("save")}
      onSubmit={() => save.mutate()}
      isReady={password.length >= PASSWORD_MIN}
      isBusy={save.isPending}
      error={save.isError ? textOf(save.error) : null}
    >
      <Field label={t("people.newPassword")} hint={t("people.rule")}>
        <PasswordInput
          autoFocus
          autoComplete="new-password"
          showLabel={t("people.show")}
          hideLabel={t("people.hide")}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
