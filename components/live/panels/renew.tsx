"use client";
import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { renewalOf } from "#components/live/facts/renewal.ts";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Fact } from "#lib/core/live/state.ts";

/** How this certificate is renewed with the tool that built the cluster. */
export function Renew({ fact }: { fact: Fact }) {
  const t = useTranslations("live");
  const common = useTranslations("common");
  const toast = useToast();
  const { plan } = useLivePage();
  const { command, note } = renewalOf(fact, plan.options.kubernetes?.buildTool?.kind);
  const copy = () => {
    // The clipboard exists in secure contexts only; the command can be marked by hand everywhere.
    void navigator.clipboard?.writeText(command ?? "").then(() => toast({ text: common("copied") }));
  };
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-xs">
      {command === null ? null : (
        <>
          <code className="font-mono select-all">{command}</code>
          <IconButton
            size="small"
            label={common("copy")}
            icon={<Copy size={13} strokeWidth={1.75} aria-hidden />}
            onClick={copy}
          />
        </>
      )}
      <span className="text-text-2">{t(`renewal.${note}`)}</span>
    </span>
  );
}
