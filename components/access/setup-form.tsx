"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { useForm } from "react-hook-form";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { PasswordInput, TextInput } from "#components/ui/text-input.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { useAccessRules } from "./rules.ts";

interface FirstAdmin {
  name: string;
  password: string;
  repeat: string;
}

function tokenOfHash(): string {
  return new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
}

function onHashChange(notify: () => void) {
  window.addEventListener("hashchange", notify);
  return () => window.removeEventListener("hashchange", notify);
}

/** `token` of the query, else the one behind `#`, which never reaches a server log. */
export function SetupForm({ token }: { token: string }) {
  const t = useTranslations("access");
  const rules = useAccessRules();
  const textOf = useProblemText();
  const hashToken = useSyncExternalStore<string | null>(onHashChange, tokenOfHash, () => null);
  const setupToken = token === "" ? hashToken : token;
  const form = useForm<FirstAdmin>({ defaultValues: { name: "", password: "", repeat: "" } });
  const { errors } = form.formState;
  const setUp = useMutation({
    mutationFn: ({ name, password }: FirstAdmin) =>
      call(routes.setUp, { body: { name, password, setupToken: setupToken ?? "" } }),
    onSuccess: () => location.assign("/"),
  });
  const isBusy = setUp.isPending || setUp.isSuccess;
  const eyes = { showLabel: t("showPassword"), hideLabel: t("hidePassword") };
  return (
    <form
      noValidate
      method="post"
      onSubmit={form.handleSubmit((person) => setUp.mutate(person))}
      className="grid gap-4"
    >
      <p className="text-text-2">{t("setup.text")}</p>
      {setupToken === "" ? <Banner tone="warning">{t("setup.noToken")}</Banner> : null}
      {setUp.isError ? (
        <Banner tone="critical" isAlert>
          {textOf(setUp.error)}
        </Banner>
      ) : null}
      <Field label={t("name")} error={errors.name?.message}>
        <TextInput autoComplete="username" autoFocus {...form.register("name", { validate: rules.name })} />
      </Field>
      <Field label={t("password")} error={errors.password?.message} hint={t("rule.passwordShort")}>
        <PasswordInput
          autoComplete="new-password"
          {...eyes}
          {...form.register("password", { validate: rules.fresh })}
        />
      </Field>
      <Field label={t("setup.repeat")} error={errors.repeat?.message}>
        <PasswordInput
          autoComplete="new-password"
          {...eyes}
          {...form.register("repeat", { validate: (text, all) => rules.same(text, all.password) })}
        />
      </Field>
      <Button type="submit" variant="primary" disabled={isBusy || setupToken === ""}>
        {isBusy ? t("setup.busy") : t("setup.submit")}
      </Button>
    </form>
  );
}
