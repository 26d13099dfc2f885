"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Controller, useForm } from "react-hook-form";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { PasswordInput, TextInput } from "#components/ui/text-input.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { UserRole } from "#lib/core/api/access.ts";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";

/** The same as the API's. */
export const PASSWORD_MIN = 10;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u;

interface NewPerson {
  name: string;
  role: UserRole;
  password: string;
}

const BLANK: NewPerson = { name: "", role: "editor", password: "" };

export interface AddPersonDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function AddPersonDialog({ open, onOpenChange }: AddPersonDialogProps) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const toast = useToast();
  const queries = useQueryClient();
  const formId = useId();
  const form = useForm<NewPerson>({ defaultValues: BLANK });
  const add = useMutation({
    mutationFn: (person: NewPerson) => call(routes.addUser, { body: { ...person, name: person.name.trim() } }),
    onSuccess: ({ name }) => {
      toast({ text: t("people.added", { name }) });
      form.reset(BLANK);
      onOpenChange(false);
      return queries.invalidateQueries({ queryKey: ["users"] });
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="small"
      title={t("people.addTitle")}
      description={t("people.addText")}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" disabled={add.isPending}>
            {t("people.addAction")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        method="post"
        onSubmit={form.handleSubmit((person) => add.mutate(person))}
        className="grid gap-4"
      >
        <PersonFields form={form} error={add.error} />
      </form>
    </Dialog>
  );
}

function PersonFields({ form, error }: { form: ReturnType<typeof useForm<NewPerson>>; error: Error | null }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const { errors } = form.formState;
  const validName = (name: string) => NAME.test(name.trim()) || t("people.nameRule");
  const validPassword = (password: string) => password.length >= PASSWORD_MIN || t("people.rule");
  const options = UserRole.options.map((role) => ({
    value: role,
    label: `${common(`personRole.${role}`)} - ${t(`people.what.${role}`)}`,
  }));
  return (
    <>
      {error === null ? null : (
        <Banner tone="critical" isAlert>
          {textOf(error)}
        </Banner>
      )}
      <Field label={t("people.name")} error={errors.name?.message}>
        <TextInput autoFocus autoComplete="off" {...form.register("name", { validate: validName })} />
      </Field>
      <Field label={t("people.role")}>
        <Controller
          control={form.control}
          name="role"
          render={({ field }) => (
            <Select label={t("people.role")} value={field.value} onChange={field.onChange} options={options} />
          )}
        />
      </Field>
      <Field label={t("people.password")} error={errors.password?.message} hint={t("people.rule")}>
        <PasswordInput
          autoComplete="new-password"
          showLabel={t("people.show")}
          hideLabel={t("people.hide")}
          {...form.register("password", { validate: validPassword })}
        />
      </Field>
    </>
  );
}
