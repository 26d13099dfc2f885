"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { call } from "#lib/query/api.ts";

export interface RestoreButtonProps {
  slug: string;
  version: number;
  newest: number;
}

/** Makes an old version the head at once; the toast takes it back, and so does undo in the design. */
export function RestoreButton({ slug, version, newest }: RestoreButtonProps) {
  const t = useTranslations("history");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const toast = useToast();
  const router = useRouter();
  const queries = useQueryClient();
  const refresh = async () => {
    router.push(`/clusters/${slug}/history`);
    router.refresh();
    await queries.invalidateQueries({ queryKey: ["history", slug] });
    await queries.invalidateQueries({ queryKey: ["plan", slug] });
  };
  const fail = (error: unknown) => toast({ tone: "critical", text: common("failed", { reason: textOf(error) }) });
  const undo = useMutation({
    mutationFn: (baseVersion: number) => call(routes.undoPlan, { params: { slug }, body: { baseVersion } }),
    onSuccess: () => {
      toast({ text: t("undone") });
      return refresh();
    },
    onError: fail,
  });
  const restore = useMutation({
    mutationFn: () => call(routes.restorePlan, { params: { slug }, body: { baseVersion: newest, version } }),
    onSuccess: (answer) => {
      if (answer.version === newest) toast({ text: t("nothing", { version }) });
      else {
        toast({
          text: t("restoreLabel", { version, next: answer.version }),
          action: { label: t("undo"), onSelect: () => undo.mutate(answer.version) },
        });
      }
      return refresh();
    },
    onError: fail,
  });
  return (
    <Button size="small" disabled={restore.isPending || undo.isPending} onClick={() => restore.mutate()}>
      {t("restore")}
    </Button>
  );
}
