"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { PasswordInput, TextInput } from "#components/ui/text-input.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { useAccessRules } from "./rules.ts";

interface Credentials {
  name: string;
  password: string;
}

/** `next` is where the person wanted to go; already checked to be a path of ours. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("access");
  const rules = useAccessRules();
  const textOf = useProblemText();
  const form = useForm<Credentials>({ defaultValues: { name: "", password: "" } });
  const { errors } = form.formState;
  const signIn = useMutation({
    mutationFn: (credentials: Credentials) => call(routes.signIn, { body: credentials }),
    // A full load: the new session must reach every server component.
    onSuccess: () => location.assign(next),
  });
  const isBusy = signIn.isPending || signIn.isSuccess;
  return (
    <form
      noValidate
      method="post"
      onSubmit={form.handleSubmit((credentials) => signIn.mutate(credentials))}
      className="grid gap-4"
    >
      {signIn.isError ? (
        <Banner tone="critical" isAlert>
          {textOf(signIn.error)}
        </Banner>
      ) : null}
      <Field label={t("name")} error={errors.name?.message}>
        <TextInput autoComplete="username" autoFocus {...form.register("name", { validate: rules.name })} />
      </Field>
      <Field label={t("password")} error={errors.password?.message}>
        <PasswordInput
          autoComplete="current-password"
          showLabel={t("showPassword")}
          hideLabel={t("hidePassword")}
          {...form.register("password", { validate: rules.known })}
        />
      </Field>
      <Button type="submit" variant="primary" disabled={isBusy}>
        {isBusy ? t("signIn.busy") : t("signIn.submit")}
      </Button>
      <p className="text-xs text-text-3">{t("signIn.forgotten")}</p>
    </form>
  );
}
