"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { ApiToken } from "#lib/core/api/access.ts";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { Time } from "#lib/i18n/time.tsx";
import { call } from "#lib/query/api.ts";
import { CELL, ROW } from "./cells.ts";

export function TokenRow({ token }: { token: ApiToken }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const [isRevoking, setRevoking] = useState(false);
  return (
    <tr className={ROW}>
      <td className={`${CELL} font-medium`}>{token.name}</td>
      <td className={CELL}>{common(`personRole.${token.role}`)}</td>
      <td className={`${CELL} font-mono text-sm`}>{token.prefix}…</td>
      <td className={CELL}>
        <Time at={token.createdAt} as="age" />{" "}
        <span className="text-text-2">{t("tokens.createdBy", { name: token.createdBy })}</span>
      </td>
      <td className={CELL}>
        <Expiry at={token.expiresAt} />
      </td>
      <td className={CELL}>
        {token.lastUsedAt === null ? <span className="text-text-3">{t("tokens.never")}</span> : null}
        {token.lastUsedAt === null ? null : <Time at={token.lastUsedAt} as="age" />}
      </td>
      <td className={`${CELL} text-right`}>
        <Button size="small" variant="danger" onClick={() => setRevoking(true)}>
          {t("tokens.revoke")}
        </Button>
        <RevokeDialog token={token} open={isRevoking} onOpenChange={setRevoking} />
      </td>
    </tr>
  );
}

function Expiry({ at }: { at: string | null }) {
  const t = useTranslations("settings");
  const now = useNow();
  if (at === null) return <span className="text-text-2">{t("tokens.noExpiry")}</span>;
  if (new Date(at) <= now) return <Badge tone="unknown">{t("tokens.expired")}</Badge>;
  return <Time at={at} />;
}

interface RevokeDialogProps {
  token: ApiToken;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asked first, since a revoked token cannot come back. */
function RevokeDialog({ token, open, onOpenChange }: RevokeDialogProps) {
  const t = useTranslations("settings");
  const textOf = useProblemText();
  const toast = useToast();
  const queries = useQueryClient();
  const { id, name } = token;
  const revoke = useMutation({
    mutationFn: () => call(routes.removeToken, { params: { id } }),
    onSuccess: async () => {
      toast({ text: t("tokens.revoked", { name }) });
      await queries.invalidateQueries({ queryKey: ["tokens"] });
      onOpenChange(false);
    },
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("tokens.revokeTitle", { name })}
      submitLabel={t("tokens.revoke")}
      onSubmit={() => revoke.mutate()}
      isBusy={revoke.isPending}
      isDanger
      error={revoke.isError ? textOf(revoke.error) : null}
    >
      <p>{t("tokens.revokeText")}</p>
    </FormDialog>
  );
}
