"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
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
export function PasswordDialog({ user, open, onOpenChange }: PasswordDialogProps) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const toast = useToast();
  const formId = useId();
  const [password, setPassword] = useState("");
  const { id, name } = user;
  const save = useMutation({
    mutationFn: () => call(routes.changeUser, { params: { id }, body: { password } }),
    onSuccess: () => {
      toast({ text: t("people.passwordSet", { name }) });
      setPassword("");
      onOpenChange(false);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password.length >= PASSWORD_MIN) save.mutate();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="small"
      title={t("people.passwordTitle", { name })}
      description={t("people.passwordText")}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{common("cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            disabled={password.length < PASSWORD_MIN || save.isPending}
          >
            {common("save")}
          </Button>
        </>
      }
    >
      <form id={formId} method="post" onSubmit={submit} className="grid gap-4">
        {save.isError ? (
          <Banner tone="critical" isAlert>
            {textOf(save.error)}
          </Banner>
        ) : null}
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
      </form>
    </Dialog>
  );
}
