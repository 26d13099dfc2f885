"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
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
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
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
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("people.addTitle")}
      description={t("people.addText")}
      submitLabel={t("people.addAction")}
      onSubmit={() => void form.handleSubmit((person) => add.mutate(person))()}
      isBusy={add.isPending}
      error={add.isError ? textOf(add.error) : null}
    >
      <PersonFields form={form} />
    </FormDialog>
  );
}

function PersonFields({ form }: { form: ReturnType<typeof useForm<NewPerson>> }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const { errors } = form.formState;
  const validName = (name: string) => NAME.test(name.trim()) || t("people.nameRule");
  const validPassword = (password: string) => password.length >= PASSWORD_MIN || t("people.rule");
  const options = UserRole.options.map((role) => ({
    value: role,
    label: `${common(`personRole.${role}`)} - ${t(`people.what.${role}`)}`,
  }));
  return (
    <>
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
