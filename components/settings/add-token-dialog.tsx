"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { UserRole } from "#lib/core/api/access.ts";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";
import { NewTokenDialog } from "./new-token-dialog.tsx";

const DAY_MS = 24 * 3600 * 1000;
const LIFETIMES = ["30", "90", "365", "forever"] as const;
type Lifetime = (typeof LIFETIMES)[number];

export interface AddTokenDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function expiryOf(lifetime: Lifetime): string | null {
  return lifetime === "forever" ? null : new Date(Date.now() + Number(lifetime) * DAY_MS).toISOString();
}

/** Name, role and lifetime; the token itself is shown once afterwards. */
export function AddTokenDialog({ open, onOpenChange }: AddTokenDialogProps) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [role, setRole] = useState<UserRole>("viewer");
  const [lifetime, setLifetime] = useState<Lifetime>("90");
  const create = useMutation({
    mutationFn: () => call(routes.addToken, { body: { name: name.trim(), role, expiresAt: expiryOf(lifetime) } }),
    onSuccess: () => {
      setName("");
      onOpenChange(false);
      return queries.invalidateQueries({ queryKey: ["tokens"] });
    },
  });
  return (
    <>
      <FormDialog
        open={open}
        onOpenChange={onOpenChange}
        title={t("tokens.add")}
        submitLabel={t("tokens.create")}
        onSubmit={() => create.mutate()}
        isReady={name.trim() !== ""}
        isBusy={create.isPending}
        error={create.isError ? textOf(create.error) : null}
      >
        <Field label={t("tokens.name")} hint={t("tokens.nameHint")}>
          <TextInput autoFocus maxLength={64} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("tokens.role")}>
          <Select
            label={t("tokens.role")}
            value={role}
            onChange={setRole}
            options={UserRole.options.map((each) => ({ value: each, label: common(`personRole.${each}`) }))}
          />
        </Field>
        <Field label={t("tokens.expiry")}>
          <Select
            label={t("tokens.expiry")}
            value={lifetime}
            onChange={setLifetime}
            options={LIFETIMES.map((each) => ({
              value: each,
              label: each === "forever" ? t("tokens.forever") : t("tokens.days", { count: Number(each) }),
            }))}
          />
        </Field>
      </FormDialog>
      <NewTokenDialog token={create.data?.token ?? null} onDone={() => create.reset()} />
    </>
  );
}
