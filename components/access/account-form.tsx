"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { PasswordInput } from "#components/ui/text-input.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { useAccessRules } from "./rules.ts";

interface PasswordChange {
  current: string;
  next: string;
  repeat: string;
}

const BLANK: PasswordChange = { current: "", next: "", repeat: "" };

export interface AccountFormProps {
  name: string;
  role: "viewer" | "editor" | "admin";
}

/** Who I am, and a new password for me. */
export function AccountForm({ name, role }: AccountFormProps) {
  const t = useTranslations("access");
  const common = useTranslations("common");
  const rules = useAccessRules();
  const textOf = useProblemText();
  const form = useForm<PasswordChange>({ defaultValues: BLANK });
  const { errors } = form.formState;
  const change = useMutation({
    mutationFn: ({ current, next }: PasswordChange) => call(routes.changeOwnPassword, { body: { current, next } }),
    onSuccess: () => form.reset(BLANK),
  });
  const eyes = { showLabel: t("showPassword"), hideLabel: t("hidePassword") };
  return (
    <form
      noValidate
      method="post"
      onSubmit={form.handleSubmit((passwords) => change.mutate(passwords))}
      className="grid max-w-sm gap-4"
    >
      <p>{t("account.who", { name, role: common(`personRole.${role}`) })}</p>
      {change.isSuccess ? <Banner tone="ok">{t("account.done")}</Banner> : null}
      {change.isError ? (
        <Banner tone="critical" isAlert>
          {textOf(change.error)}
        </Banner>
      ) : null}
      <Field label={t("account.current")} error={errors.current?.message}>
        <PasswordInput
          autoComplete="current-password"
          {...eyes}
          {...form.register("current", { validate: rules.known })}
        />
      </Field>
      <Field label={t("account.next")} error={errors.next?.message} hint={t("rule.passwordShort")}>
        <PasswordInput autoComplete="new-password" {...eyes} {...form.register("next", { validate: rules.fresh })} />
      </Field>
      <Field label={t("account.repeat")} error={errors.repeat?.message}>
        <PasswordInput
          autoComplete="new-password"
          {...eyes}
          {...form.register("repeat", { validate: (text, all) => rules.same(text, all.next) })}
        />
      </Field>
      <p className="text-xs text-text-3">{t("account.note")}</p>
      <Button type="submit" variant="primary" disabled={change.isPending}>
        {t("account.submit")}
      </Button>
    </form>
  );
}
