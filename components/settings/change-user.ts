"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useToast } from "#components/ui/toast.tsx";
import type { User, UserRole } from "#lib/core/api/access.ts";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";

interface UserChange {
  readonly role?: UserRole;
  readonly isDisabled?: boolean;
}

/** Changes a person at once; the toast takes it back. */
export function useChangeUser(user: User) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const { id, name } = user;

  const said = ({ role, isDisabled }: UserChange): string => {
    if (role !== undefined) return t("people.roleChanged", { name, role: common(`personRole.${role}`) });
    return isDisabled ? t("people.wasDisabled", { name }) : t("people.wasEnabled", { name });
  };
  const backOf = ({ role, isDisabled }: UserChange): UserChange => ({
    ...(role === undefined ? {} : { role: user.role }),
    ...(isDisabled === undefined ? {} : { isDisabled: user.isDisabled }),
  });
  const change = useMutation({
    mutationFn: ({ body }: { body: UserChange; isUndo: boolean }) => call(routes.changeUser, { params: { id }, body }),
    onSuccess: (_, { body, isUndo }) => {
      const undo = { label: t("people.undo"), onSelect: () => change.mutate({ body: backOf(body), isUndo: true }) };
      toast({ text: said(body), ...(isUndo ? {} : { action: undo }) });
      return queries.invalidateQueries({ queryKey: ["users"] });
    },
    onError: (error) => toast({ tone: "critical", text: common("failed", { reason: textOf(error) }) }),
  });
  return { isBusy: change.isPending, change: (body: UserChange) => change.mutate({ body, isUndo: false }) };
}
