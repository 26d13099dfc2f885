import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useToast } from "#components/ui/toast.tsx";

/** Stores a setting and puts the answer in the place of what was read. */
export function useSave<Value>(queryKey: readonly string[], put: (value: Value) => Promise<Value>) {
  const t = useTranslations("settings");
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: put,
    onSuccess: (stored) => {
      queries.setQueryData(queryKey, stored);
      toast({ text: t("limits.saved") });
    },
  });
}
